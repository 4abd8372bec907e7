//! The built module: what browsers of 2019 can run, and nothing that it could load or send with.

use std::path::Path;

use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// The module as `cargo pack` and `cargo verify` build it; without it these tests fail, since they would show nothing.
fn module() -> Result<Vec<u8>, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg").join("gouji_bg.wasm");
    std::fs::read(&file).map_err(|error| format!("{}: {error}. Build the module first: `cargo pack`", file.display()))
}

#[test]
fn is_webassembly_1_with_mutable_globals_and_nothing_newer() {
    let mut validator = Validator::new_with_features(WasmFeatures::WASM1);
    let checked = validator.validate_all(&module().unwrap()).map(|_| ());
    assert_eq!(checked.map_err(|error| error.to_string()), Ok(()));
}

#[test]
fn imports_only_the_glue() {
    let module = module().unwrap();
    let mut modules = Vec::new();
    for payload in Parser::new(0).parse_all(&module) {
        if let Payload::ImportSection(imports) = payload.unwrap() {
            modules.extend(imports.into_imports().map(|import| import.unwrap().module.to_owned()));
        }
    }
    modules.dedup();
    assert_eq!(modules, ["./gouji_bg.js"]);
}

#[test]
fn names_no_folder_of_the_machine_that_built_it() {
    let module = module().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    for folder in [root, "/.cargo/", "registry/src"] {
        let found = module.windows(folder.len()).any(|bytes| bytes == folder.as_bytes());
        assert!(!found, "the module contains `{folder}`");
    }
}
