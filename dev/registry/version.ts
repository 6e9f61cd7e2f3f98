/** The last Apicurio Registry that runs on Java 17; `pom.xml` beside names the same version. */
export const REGISTRY_VERSION = "3.0.9";
/** SHA-256 of its archive, whoever delivers it. */
export const REGISTRY_SHA256 = "2b28181501a20cbf6efcd77f9b7153908fc01f3d3a7c32024c0bd9e1b04c8a43";
