// The module without readers of files, deflated, as base64.

export { default } from "../../pkg/slim/gouji_bg.wasm.deflate";
