/** The request header in which the proxy tells the document which path and search it is for; what a client sends in it is replaced. */
export const pathHeader = "x-aimwright-path";
