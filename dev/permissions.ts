export { permissionFlags, type Permissions } from "@kafka-sim/common/permission_flags";
