// The module, deflated, as base64.

export { default } from "../../pkg/gouji_bg.wasm.deflate";
