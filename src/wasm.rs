//! The browser's door: takes JavaScript values apart, calls the library, and gives plain objects back.
//!
//! Nothing is decided here. Every function is stateless and gives an object with nothing to free, whose `JSON.stringify` is
//! what the command line prints. Wrong use throws a `TypeError` that names the argument; a bad document never throws.

use std::collections::BTreeMap;
use std::sync::Once;

use js_sys::{JsString, Number, Object, Reflect, TypeError, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use web_sys::{TextDecoder, TextDecoderOptions};

use crate::form::{Edition, Form};
use crate::intake::{Failure, LIMIT};
use crate::outcome::{FailureView, Outcome, RuleView, Tool};
use crate::report::AuthorityType;
use crate::value::Decimal;
use crate::{Content, Decode, Language, Options, Source, rows_in_use, rules};

/// Plain objects instead of `Map`s, and null instead of undefined, so that `JSON.stringify` loses nothing.
const JSON: Serializer = Serializer::json_compatible();

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
    let source = object(source, "source")?;
    let options = Given::read(options)?;
    let name = member(&source, "name").map(|name| string(&name, "source.name")).transpose()?;
    let name = name.map_or_else(String::new, String::from);
    let (text, html, bytes) = (member(&source, "text"), member(&source, "html"), member(&source, "bytes"));
    let outcome = match (text, html, bytes) {
        (Some(text), None, None) => written(&name, &string(&text, "source.text")?, |text| Content::Text(text), &options.options),
        (None, Some(html), None) => written(&name, &string(&html, "source.html")?, |html| Content::Html(html), &options.options),
        (None, None, Some(bytes)) => {
            let bytes: Uint8Array = bytes.dyn_into().map_err(|_| wrong("source.bytes", "a Uint8Array"))?;
            let length = bytes.length() as usize;
            if length > LIMIT {
                too_large(&name, length, &options.options)
            } else {
                crate::check(&Source { name: &name, content: Content::Bytes(&bytes.to_vec()) }, &options.options)
            }
        }
        _ => return Err(wrong("source", "an object with exactly one of `text`, `html` and `bytes`")),
    };
    give(&outcome)
}

/// Checks figures by id without a document; `options` names the `edition` and may name the `year`.
#[wasm_bindgen]
pub fn recheck(values: &JsValue, options: &JsValue) -> Thrown {
    watch();
    let values = object(values, "values")?;
    let options = Given::read(options)?;
    let edition = options.edition.ok_or_else(|| wrong("options.edition", "\"2019\" or \"2021\""))?;
    let form = Form::of(edition);
    let mut figures = BTreeMap::new();
    for key in Object::keys(&values) {
        let id = String::from(JsString::from(key));
        let path = format!("values[\"{id}\"]");
        if form.field(&id).is_none() {
            return Err(wrong(&path, "a figure of this edition"));
        }
        let figure = match member(&values, &id) {
            None => None,
            Some(value) => Some(figure(&value).ok_or_else(|| wrong(&path, "a number of at most 18 digits or null"))?),
        };
        figures.insert(id, figure);
    }
    give(&crate::recheck(&figures, edition, &options.options))
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
    let (edition, alternates) = match edition.as_string().as_deref() {
        Some("2019") => (Edition::V2019, false),
        Some("2021") => (Edition::V2021, false),
        Some("2019-2021rows") => (Edition::V2019, true),
        Some("2021-2019rows") => (Edition::V2021, true),
        _ => return Err(wrong("edition", "one of \"2019\", \"2021\", \"2019-2021rows\" and \"2021-2019rows\"")),
    };
    let form = Form::of(edition);
    let in_use = rows_in_use(form, alternates);
    give(&form.view(|row| in_use[row]))
}

/// The name and version of the program and the version of its rules.
#[wasm_bindgen]
pub fn version() -> Thrown {
    give(&Tool::default())
}

/// The options as the caller gave them.
struct Given {
    options: Options,
    edition: Option<Edition>,
}

impl Given {
    fn read(options: &JsValue) -> Thrown<Self> {
        if options.is_undefined() || options.is_null() {
            return Ok(Self { options: Options { decode: DECODE, ..Options::default() }, edition: None });
        }
        let given = object(options, "options")?;
        let authority = member(&given, "authority").map(|value| {
            let kind = value.as_string().and_then(|name| AuthorityType::from_name(&name));
            kind.ok_or_else(|| wrong("options.authority", &format!("one of {}", AuthorityType::ALL.map(AuthorityType::name).join(", "))))
        });
        let edition = member(&given, "edition").map(|value| {
            let edition = Edition::ALL.into_iter().find(|edition| value.as_string().as_deref() == Some(edition.name()));
            edition.ok_or_else(|| wrong("options.edition", "\"2019\" or \"2021\""))
        });
        let year = member(&given, "year").map(|value| {
            let year = figure(&value).and_then(Decimal::as_integer).and_then(|year| i32::try_from(year).ok());
            year.ok_or_else(|| wrong("options.year", "a whole number"))
        });
        let language = language(&member(&given, "lang").unwrap_or(JsValue::UNDEFINED), "options.lang")?;
        Ok(Self {
            options: Options { authority: authority.transpose()?, language, year: year.transpose()?, decode: DECODE },
            edition: edition.transpose()?,
        })
    }
}

/// Checks a string; one that is too long is refused before it is copied.
///
/// Lone surrogates become U+FFFD on the way.
fn written(name: &str, text: &JsString, content: fn(&str) -> Content<'_>, options: &Options) -> Outcome {
    let length = text.length() as usize;
    if length > LIMIT {
        return too_large(name, length, options);
    }
    let text = String::from(text);
    crate::check(&Source { name, content: content(&text) }, options)
}

fn too_large(name: &str, bytes: usize, options: &Options) -> Outcome {
    let failure = FailureView::new(name, &Failure::TooLarge { bytes }, options.language);
    Outcome { failures: vec![failure], ..Outcome::default() }
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
    value.serialize(&JSON).map_err(|error| TypeError::new(&error.to_string()))
}

/// Writes to the console what went wrong before a trap ends the instance, so that a fault of ours can be reported.
fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into()))));
}
