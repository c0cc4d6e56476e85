/** An OpenAPI document of a small shop, for the tests of connections; an empty origin leaves its server relative. */
export function shopDocument(origin: string): Record<string, unknown> {
  const id = {
    name: "id",
    in: "path",
    required: true,
    description: "The order's number",
    schema: { type: "string", maxLength: 40 },
  };
  return {
    openapi: "3.1.0",
    info: { title: "Kettle shop", version: "1.2" },
    servers: [{ url: `${origin}/v1` }],
    security: [{ shop: [] }],
    paths: {
      "/orders": {
        get: {
          operationId: "listOrders",
          summary: "List orders",
          tags: ["Orders"],
          parameters: [
            {
              name: "state",
              in: "query",
              style: "pipeDelimited",
              explode: false,
              schema: { type: "array", items: { type: "string", enum: ["open", "sent"] } },
            },
            {
              name: "filter",
              in: "query",
              style: "deepObject",
              explode: true,
              schema: { type: "object", properties: { minimum: { type: "integer" } } },
            },
            { name: "page", in: "query", schema: { type: "integer", minimum: 1 } },
            { name: "X-Trace", in: "header", schema: { type: "string" } },
            { name: "session", in: "cookie", schema: { type: "string" } },
          ],
          responses: { 200: { description: "Orders" } },
        },
        post: {
          operationId: "createOrder",
          summary: "Create an order",
          tags: ["Orders"],
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/NewOrder" } } },
          },
          responses: { 201: { description: "Made" } },
        },
      },
      "/orders/{id}": {
        parameters: [id],
        get: {
          operationId: "getOrder",
          summary: "Find an order",
          tags: ["Orders"],
          responses: { 200: { description: "One" } },
        },
        delete: {
          operationId: "deleteOrder",
          summary: "Delete an order",
          security: [{ machine: ["orders:write"] }],
          responses: { 204: { description: "Gone" } },
        },
        trace: { responses: {} },
      },
    },
    components: {
      schemas: {
        NewOrder: {
          type: "object",
          required: ["item", "count"],
          properties: {
            item: { type: "string" },
            count: { type: "integer", minimum: 1 },
            tags: { type: "array", items: { type: "string" } },
            bundle: { type: "array", items: { $ref: "#/components/schemas/NewOrder" } },
          },
        },
      },
      securitySchemes: {
        shop: { type: "apiKey", in: "header", name: "X-Shop-Key" },
        machine: {
          type: "oauth2",
          flows: { clientCredentials: { tokenUrl: `${origin}/token`, scopes: { "orders:write": "" } } },
        },
      },
    },
  };
}
