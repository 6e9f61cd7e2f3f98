/** The commit that an image was built from; "" elsewhere. The build of an image writes this file. */
export const REVISION: string = "";
