//! The browser's door: takes JavaScript values apart, calls the library, and gives plain objects back.
//!
//! Nothing is decided here. Every function gives an object with nothing to free, whose `JSON.stringify` is what the command line prints, and
//! none but those of [`slots`] has a memory. Wrong use throws a `TypeError` that names the argument; a bad document never throws.

mod slots;

use std::collections::BTreeMap;
use std::sync::Once;

use js_sys::{Array, JsString, Number, Object, Reflect, TypeError, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use web_sys::{TextDecoder, TextDecoderOptions};

use crate::form::{Edition, Form};
use crate::intake::{Failure, LIMIT};
#[cfg(feature = "writing")]
use crate::outcome::PatchedView;
use crate::outcome::{FailureView, Outcome, RuleView, Tool};
use crate::report::AuthorityType;
use crate::value::Decimal;
#[cfg(feature = "writing")]
use crate::writing::{self, Patching, Refusal, Tables, Tracking};
use crate::{Content, Decode, Figures, Language, Options, Previous, Source, Values, rows_in_use, rules};

/// Plain objects instead of `Map`s, and null instead of undefined, so that `JSON.stringify` loses nothing.
const OBJECTS: Serializer = Serializer::json_compatible();

/// The host's own decoder, which has the tables of all encodings that a module would have to carry.
const DECODE: Decode = Decode(|label, bytes, strict| {
    let options = TextDecoderOptions::new();
    options.set_fatal(strict);
    let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
    decoder.decode_with_js_u8_array(&Uint8Array::from(bytes)).ok()
});

type Thrown<T = JsValue> = Result<T, TypeError>;

/// Checks one document: `{ text }`, `{ html }` or `{ bytes }`, with a `name` or without.
#[wasm_bindgen]
pub fn check(source: &JsValue, options: &JsValue) -> Thrown {
    watch();
    let given = Given::read(options)?;
    let outcome = Held::read(source, "source")?.with(
        |source| crate::check_changed(source, &given.options(), &given.changes),
        |name, failure| refusal(name, &failure, given.language),
    );
    give(&outcome)
}

/// Checks figures by id without a document; `options` names the `edition` and may name the `year`.
#[wasm_bindgen]
pub fn recheck(values: &JsValue, options: &JsValue) -> Thrown {
    watch();
    object(values, "values")?;
    let given = Given::read(options)?;
    let edition = given.edition.ok_or_else(|| wrong("options.edition", "\"2019\" or \"2021\""))?;
    give(&crate::recheck(&figures(values, "values", Some(edition))?, edition, &given.options()))
}

/// Every rule, in the language `zh` (the default) or `en`.
#[wasm_bindgen]
pub fn rules(lang: &JsValue) -> Thrown {
    let language = language(lang, "lang")?;
    give(&rules::RULES.iter().map(|rule| RuleView::new(rule, language)).collect::<Vec<_>>())
}

/// The form as it is printed: `2019` or `2021`, or with the other edition's rows under （六）其他处理 as `2019-2021rows` or `2021-2019rows`.
#[wasm_bindgen]
pub fn form(edition: &JsValue, lang: &JsValue) -> Thrown {
    language(lang, "lang")?;
    let (edition, alternates) = layout(edition, "edition")?;
    let form = Form::of(edition);
    let in_use = rows_in_use(form, alternates);
    give(&form.view(|row| in_use[row]))
}

/// An edition, and whether it has the other edition's rows under （六）其他处理.
fn layout(edition: &JsValue, path: &str) -> Thrown<(Edition, bool)> {
    match edition.as_string().as_deref() {
        Some("2019") => Ok((Edition::V2019, false)),
        Some("2021") => Ok((Edition::V2021, false)),
        Some("2019-2021rows") => Ok((Edition::V2019, true)),
        Some("2021-2019rows") => Ok((Edition::V2021, true)),
        _ => Err(wrong(path, "one of \"2019\", \"2021\", \"2019-2021rows\" and \"2021-2019rows\"")),
    }
}

/// Puts figures into the user's own Word document: `changes` as in the options of [`check`], `options` with `tracked`, `author`, `date` and
/// `lang`. Gives `{ bytes, changed, left, failure }`.
#[cfg(feature = "writing")]
#[wasm_bindgen]
pub fn patch(source: &JsValue, changes: &JsValue, options: &JsValue) -> Thrown {
    watch();
    let held = Held::read(source, "source")?;
    let changes = figures_of_reports(changes, "changes")?;
    let options = if options.is_undefined() || options.is_null() { Object::new() } else { object(options, "options")? };
    let text = |name: &str| {
        let path = format!("options.{name}");
        member(&options, name).map(|value| string(&value, &path).map(String::from)).transpose()
    };
    let tracked = member(&options, "tracked").map(|value| value.as_bool().ok_or_else(|| wrong("options.tracked", "true or false")));
    let (author, date) = (text("author")?, text("date")?);
    if date.as_deref().is_some_and(|date| !is_time(date)) {
        return Err(wrong("options.date", "a time such as \"2026-01-20T09:30:00Z\""));
    }
    let language = language(&member(&options, "lang").unwrap_or(JsValue::UNDEFINED), "options.lang")?;
    let tracking = Tracking { author: author.as_deref().unwrap_or("勾稽"), date: date.as_deref() };
    let patching = Patching { tracked: tracked.transpose()?.unwrap_or(false).then_some(tracking) };
    let patched = held.with(|source| writing::patch(source, &changes, &patching, DECODE), |_, failure| Err(Refusal::Unread(failure)));
    let (bytes, view) = PatchedView::new(&held.name, patched, language);
    let given = give(&view)?;
    let bytes = bytes.map_or(JsValue::NULL, |bytes| Uint8Array::from(bytes.as_slice()).into());
    Reflect::set(&given, &JsValue::from_str("bytes"), &bytes).map_err(|_| wrong("source", "an object"))?;
    Ok(given)
}

/// Whether a text is a time as Word writes it: date and time to the second, in UTC or without a zone.
#[cfg(feature = "writing")]
fn is_time(text: &str) -> bool {
    let shape = text.strip_suffix('Z').unwrap_or(text);
    let fits = |(byte, mark): (u8, u8)| if mark == b'0' { byte.is_ascii_digit() } else { byte == mark };
    shape.len() == 19 && shape.bytes().zip(*b"0000-00-00T00:00:00").all(fits)
}

/// A fresh file of the tables: `kind` is `docx` or `xlsx`, which give bytes, `html` or `text`; `tables` is `{ edition, title, cells }`, with
/// the edition as [`form`] takes it and what stands in the cells by id.
#[cfg(feature = "writing")]
#[wasm_bindgen]
pub fn write(kind: &JsValue, tables: &JsValue) -> Thrown {
    watch();
    let given = object(tables, "tables")?;
    let (edition, alternates) = layout(&member(&given, "edition").unwrap_or(JsValue::UNDEFINED), "tables.edition")?;
    let form = Form::of(edition);
    let in_use = rows_in_use(form, alternates);
    let title = member(&given, "title").map(|title| string(&title, "tables.title").map(String::from)).transpose()?;
    let held = object(&member(&given, "cells").unwrap_or(JsValue::UNDEFINED), "tables.cells")?;
    let mut cells = BTreeMap::new();
    for key in Object::keys(&held) {
        let id = String::from(JsString::from(key));
        let path = format!("tables.cells[\"{id}\"]");
        if form.field(&id).is_none() {
            return Err(wrong(&path, "a figure of this edition"));
        }
        if let Some(value) = member(&held, &id) {
            let text = value.as_string().or_else(|| figure(&value).map(|figure| figure.to_string()));
            cells.insert(id, text.ok_or_else(|| wrong(&path, "a string, a number or null"))?);
        }
    }
    let tables = Tables { form: &form.view(|row| in_use[row]), title: title.as_deref().unwrap_or_default(), cells: &cells };
    let bytes = |bytes: Vec<u8>| Uint8Array::from(bytes.as_slice()).into();
    match kind.as_string().as_deref() {
        Some("docx") => Ok(bytes(writing::docx(&tables))),
        Some("xlsx") => Ok(bytes(writing::xlsx(&tables))),
        Some("html") => Ok(JsValue::from_str(&writing::html(&tables))),
        Some("text") => Ok(JsValue::from_str(&writing::text(&tables))),
        _ => Err(wrong("kind", "\"docx\", \"xlsx\", \"html\" or \"text\"")),
    }
}

/// The outcome for a file that was not read: because of its `size` in bytes or, where there is none, because it could not be opened.
#[wasm_bindgen]
pub fn refused(name: &JsValue, size: &JsValue, lang: &JsValue) -> Thrown {
    let size = figure(size).and_then(Decimal::as_integer).and_then(|bytes| u64::try_from(bytes).ok());
    let failure = size.map_or(Failure::Closed, |bytes| Failure::TooLarge { bytes });
    let name = String::from(string(name, "name")?);
    give(&refusal(&name, &failure, language(lang, "lang")?))
}

fn refusal(name: &str, failure: &Failure, language: Language) -> Outcome {
    Outcome { failures: vec![FailureView::new(name, failure, language)], ..Outcome::default() }
}

/// The name and version of the program and the version of its rules.
#[wasm_bindgen]
pub fn version() -> Thrown {
    give(&Tool::default())
}

/// The options as the caller gave them.
#[derive(Default)]
struct Given {
    authority: Option<AuthorityType>,
    language: Language,
    year: Option<i32>,
    edition: Option<Edition>,
    previous: Option<Previous>,
    changes: Vec<Figures>,
}

impl Given {
    fn read(options: &JsValue) -> Thrown<Self> {
        if options.is_undefined() || options.is_null() {
            return Ok(Self::default());
        }
        let given = object(options, "options")?;
        let authority = member(&given, "authority").map(|value| {
            let kind = value.as_string().and_then(|name| AuthorityType::from_name(&name));
            kind.ok_or_else(|| wrong("options.authority", &format!("one of {}", AuthorityType::ALL.map(AuthorityType::name).join(", "))))
        });
        let year = member(&given, "year").map(|value| {
            let year = figure(&value).and_then(Decimal::as_integer).and_then(|year| i32::try_from(year).ok());
            year.ok_or_else(|| wrong("options.year", "a whole number"))
        });
        Ok(Self {
            authority: authority.transpose()?,
            language: language(&member(&given, "lang").unwrap_or(JsValue::UNDEFINED), "options.lang")?,
            year: year.transpose()?,
            edition: edition(&given, "options.edition")?,
            previous: member(&given, "previous").map(|value| previous(&value)).transpose()?,
            changes: member(&given, "changes").map_or_else(|| Ok(Vec::new()), |list| figures_of_reports(&list, "options.changes"))?,
        })
    }

    fn options(&self) -> Options<'_> {
        let Self { authority, language, year, ref previous, .. } = *self;
        Options { authority, language, year, decode: DECODE, previous: previous.as_ref() }
    }
}

/// Last year's report: a document as for [`check`], or figures as `{ values, edition }`.
fn previous(value: &JsValue) -> Thrown<Previous> {
    let given = object(value, "options.previous")?;
    if let Some(held) = slots::previous(&given)? {
        return Ok(held);
    }
    if let Some(values) = member(&given, "values") {
        let edition = edition(&given, "options.previous.edition")?;
        let edition = edition.ok_or_else(|| wrong("options.previous.edition", "\"2019\" or \"2021\""))?;
        let figures = &figures(&values, "options.previous.values", Some(edition))?;
        return Ok(Previous::from_values(&Values { edition, figures }));
    }
    Ok(Held::read(value, "options.previous")?.with(|source| Previous::read(source, DECODE), Previous::failed))
}

/// The edition that an object names.
fn edition(given: &Object, path: &str) -> Thrown<Option<Edition>> {
    let edition = member(given, "edition").map(|value| {
        let edition = Edition::ALL.into_iter().find(|edition| value.as_string().as_deref() == Some(edition.name()));
        edition.ok_or_else(|| wrong(path, "\"2019\" or \"2021\""))
    });
    edition.transpose()
}

/// Figures in place of those that are read, for each report of a document.
fn figures_of_reports(list: &JsValue, path: &str) -> Thrown<Vec<Figures>> {
    let list: &Array = list.dyn_ref().ok_or_else(|| wrong(path, "an array of objects"))?;
    list.iter().map(|each| figures(&each, path, None)).collect()
}

/// Figures by id, of an edition where one is named.
fn figures(values: &JsValue, path: &str, edition: Option<Edition>) -> Thrown<Figures> {
    let values = object(values, path)?;
    let mut figures = BTreeMap::new();
    for key in Object::keys(&values) {
        let id = String::from(JsString::from(key));
        let path = format!("{path}[\"{id}\"]");
        if edition.is_some_and(|edition| Form::of(edition).field(&id).is_none()) {
            return Err(wrong(&path, "a figure of this edition"));
        }
        let figure = match member(&values, &id) {
            None => None,
            Some(value) => Some(figure(&value).ok_or_else(|| wrong(&path, "a number of at most 18 digits or null"))?),
        };
        figures.insert(id, figure);
    }
    Ok(figures)
}

/// A document that was copied out of JavaScript.
struct Held {
    name: String,
    content: Result<Copied, Failure>,
}

enum Copied {
    Text(String),
    Html(String),
    Bytes(Vec<u8>),
}

impl Held {
    /// Copies a document; one that is too large is refused before. Lone surrogates become U+FFFD on the way.
    fn read(source: &JsValue, path: &str) -> Thrown<Self> {
        let source = object(source, path)?;
        let within = |name: &str| format!("{path}.{name}");
        let name = member(&source, "name").map(|name| string(&name, &within("name"))).transpose()?;
        let copied = |bytes: usize, copy: &dyn Fn() -> Copied| {
            if bytes > LIMIT { Err(Failure::TooLarge { bytes: bytes as u64 }) } else { Ok(copy()) }
        };
        let (text, html, bytes) = (member(&source, "text"), member(&source, "html"), member(&source, "bytes"));
        let content = match (text, html, bytes) {
            (Some(text), None, None) => {
                let text = string(&text, &within("text"))?;
                copied(text.length() as usize, &|| Copied::Text(String::from(&text)))
            }
            (None, Some(html), None) => {
                let html = string(&html, &within("html"))?;
                copied(html.length() as usize, &|| Copied::Html(String::from(&html)))
            }
            (None, None, Some(bytes)) => {
                let bytes: Uint8Array = bytes.dyn_into().map_err(|_| wrong(&within("bytes"), "a Uint8Array"))?;
                copied(bytes.length() as usize, &|| Copied::Bytes(bytes.to_vec()))
            }
            _ => return Err(wrong(path, "an object with exactly one of `text`, `html` and `bytes`")),
        };
        Ok(Self { name: name.map_or_else(String::new, String::from), content })
    }

    /// What is made of the document, or of the refusal to copy it.
    fn with<T>(&self, read: impl FnOnce(&Source<'_>) -> T, refuse: impl FnOnce(&str, Failure) -> T) -> T {
        let content = match &self.content {
            Err(failure) => return refuse(&self.name, *failure),
            Ok(Copied::Text(text)) => Content::Text(text),
            Ok(Copied::Html(html)) => Content::Html(html),
            Ok(Copied::Bytes(bytes)) => Content::Bytes(bytes),
        };
        read(&Source { name: &self.name, content })
    }
}

fn language(value: &JsValue, path: &str) -> Thrown<Language> {
    match value.as_string().as_deref() {
        Some("zh") => Ok(Language::Zh),
        Some("en") => Ok(Language::En),
        None if value.is_undefined() || value.is_null() => Ok(Language::default()),
        _ => Err(wrong(path, "\"zh\" or \"en\"")),
    }
}

/// A number, or decimal text where a number would round, as an outcome itself gives them.
fn figure(value: &JsValue) -> Option<Decimal> {
    let digits = match value.dyn_ref::<Number>() {
        // JavaScript writes a number with the digits that a person typed, so nothing has to be rounded here.
        Some(number) => number.to_string_with_radix(10).ok()?.into(),
        None => value.as_string()?,
    };
    Decimal::parse(&digits)
}

fn object(value: &JsValue, path: &str) -> Thrown<Object> {
    value.dyn_ref::<Object>().cloned().ok_or_else(|| wrong(path, "an object"))
}

/// A member that is there and neither undefined nor null.
fn member(object: &Object, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

fn string(value: &JsValue, path: &str) -> Thrown<JsString> {
    value.dyn_ref::<JsString>().cloned().ok_or_else(|| wrong(path, "a string"))
}

fn wrong(path: &str, wanted: &str) -> TypeError {
    TypeError::new(&format!("{path} must be {wanted}"))
}

fn give(value: &impl Serialize) -> Thrown {
    value.serialize(&OBJECTS).map_err(|error| TypeError::new(&error.to_string()))
}

/// The same as text, for what is asked many times a second and sent on between threads: JavaScript's own parser makes objects out of it
/// sooner than calls out of the module put them together.
fn json(value: &impl Serialize) -> Thrown<String> {
    serde_json::to_string(value).map_err(|error| TypeError::new(&error.to_string()))
}

/// Writes to the console what went wrong before a trap ends the instance, so that a fault of ours can be reported.
fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into()))));
}
