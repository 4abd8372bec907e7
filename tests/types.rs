//! The types that are shipped for JavaScript say what the program gives: every member of the schema, and none besides.

#![expect(clippy::unwrap_used, reason = "a test states what it expects by unwrapping it")]

use std::collections::BTreeSet;

use gouji::outcome;
use gouji::writing::Reason;
use serde_json::Value;

const TYPES: &str = include_str!("../www/types.d.ts");

/// The names of an interface's own members; those of objects written out inside it are passed over.
fn members(interface: &str) -> BTreeSet<String> {
    let start = TYPES.find(&format!("export interface {interface} {{")).unwrap_or_else(|| unreachable!("no interface {interface}"));
    let body = &TYPES[start..];
    let mut names = BTreeSet::new();
    let (mut depth, mut word, mut expecting) = (0, String::new(), true);
    let mut rest = body.char_indices().skip_while(|&(_, c)| c != '{').peekable();
    while let Some((at, c)) = rest.next() {
        if body[at..].starts_with("/**") {
            let end = at + body[at..].find("*/").unwrap() + 1;
            while rest.next_if(|&(at, _)| at <= end).is_some() {}
            continue;
        }
        match c {
            '{' | '[' | '(' | '<' => depth += 1,
            '}' | ']' | ')' | '>' => depth -= 1,
            _ => {}
        }
        match c {
            '}' if depth == 0 => break,
            ';' | '{' if depth == 1 => (expecting, word) = (true, String::new()),
            ':' if depth == 1 && expecting => {
                names.insert(word.trim_end_matches('?').to_owned());
                expecting = false;
            }
            c if depth == 1 && (c.is_alphanumeric() || c == '_' || c == '?') => word.push(c),
            _ => {}
        }
    }
    names
}

fn properties(schema: &Value) -> BTreeSet<String> {
    schema["properties"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_type_has_the_members_of_the_schema() {
    let schema = serde_json::to_value(outcome::schema()).unwrap();
    assert_eq!(members("Outcome"), properties(&schema));
    let pairs = [
        ("Tool", "Tool"),
        ("Failure", "FailureView"),
        ("Report", "ReportView"),
        ("Finding", "FindingView"),
        ("Repair", "RepairView"),
        ("Check", "CheckView"),
        ("Previous", "PreviousView"),
        ("Quote", "Quote"),
        ("Passage", "Passage"),
    ];
    for (interface, definition) in pairs {
        assert_eq!(members(interface), properties(&schema["$defs"][definition]), "{interface}");
    }
}

#[test]
fn every_name_of_the_schema_s_lists_is_in_the_types() {
    let schema = serde_json::to_value(outcome::schema()).unwrap();
    for definition in ["AuthorityType", "FailureCode", "FindingKind", "HindranceCode", "Kind", "Severity", "State", "WhyNot"] {
        let definition = &schema["$defs"][definition];
        let one_of = definition["oneOf"].as_array().into_iter().flatten().map(|name| &name["const"]);
        let names: Vec<&str> =
            one_of.chain(definition["enum"].as_array().into_iter().flatten()).map(|name| name.as_str().unwrap()).collect();
        assert!(!names.is_empty(), "{definition}");
        for name in names {
            assert!(TYPES.contains(&format!("\"{name}\"")), "{name}");
        }
    }
}

#[test]
fn what_becomes_of_changes_has_its_types() {
    let schema = serde_json::to_value(schemars::schema_for!(outcome::PatchedView)).unwrap();
    let mut wanted = properties(&schema);
    // The bytes of the document are no part of JSON.
    wanted.insert("bytes".to_owned());
    assert_eq!(members("Patched"), wanted);
    assert_eq!(members("Left"), properties(&schema["$defs"]["LeftView"]));
    assert_eq!(members("Refusal"), properties(&schema["$defs"]["RefusalView"]));
    for reason in Reason::ALL.map(Reason::name) {
        assert!(TYPES.contains(&format!("\"{reason}\"")), "{reason}");
    }
}
