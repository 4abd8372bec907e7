//! XML as the office formats use it: elements by local name, attributes by local name, text with its references resolved.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesEnd, BytesStart, Event};

/// One step through a document.
pub(crate) enum Step<'a> {
    /// An element begins. One without content begins and ends.
    Start(Tag<'a>),
    /// The element of this local name ends.
    End(EndTag<'a>),
    /// Text, with references resolved.
    Text(Cow<'a, str>),
}

/// The start tag of an element.
pub(crate) struct Tag<'a> {
    start: BytesStart<'a>,
    /// Where the name begins behind its prefix; it is asked for again and again.
    local: usize,
}

impl Tag<'_> {
    /// The name without its prefix.
    ///
    /// Prefixes are not resolved: no two elements that the walks look for share a local name.
    pub fn name(&self) -> &str {
        self.start.name().0.get(self.local..).unwrap_or_default()
    }

    /// The prefix of the name with its colon, or nothing.
    #[cfg(feature = "writing")]
    pub fn prefix(&self) -> &str {
        self.start.name().0.get(..self.local).unwrap_or_default()
    }

    /// The value of the first attribute with this local name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| local(attribute.key.0) == name)?;
        Some(unescape(&found.value).map_or_else(|_| found.value.clone().into_owned(), Cow::into_owned))
    }

    /// Goes through the attributes: local name and value, in which references are left as they are.
    pub fn attributes(&self, mut found: impl FnMut(&str, &str)) {
        for attribute in self.start.attributes().with_checks(false).flatten() {
            found(local(attribute.key.0), &attribute.value);
        }
    }

    /// The attribute as a number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an on-off property is on: it is unless its attribute `val` says otherwise.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// The end tag of an element.
pub(crate) struct EndTag<'a> {
    end: BytesEnd<'a>,
    local: usize,
}

impl EndTag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.end.name().0.get(self.local..).unwrap_or_default()
    }
}

/// A walk through a document, from front to back.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Whether the document broke off or was no XML from some point on.
    pub is_broken: bool,
    depth: usize,
    /// Where the last step begins in the source, in bytes.
    began: usize,
}

impl<'a> Xml<'a> {
    pub fn new(source: &'a str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Self { reader, is_broken: false, depth: 0, began: 0 }
    }

    /// Where the last step stands in the source, in bytes. The end of an element without content is empty and stands behind it.
    pub fn range(&self) -> Range<usize> {
        self.began..position(&self.reader)
    }
}

impl<'a> Iterator for Xml<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        loop {
            self.began = position(&self.reader);
            return match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    let local = prefix(tag.name().0);
                    Some(Step::Start(Tag { start: tag, local }))
                }
                Ok(Event::End(tag)) => {
                    self.depth = self.depth.saturating_sub(1);
                    let local = prefix(tag.name().0);
                    Some(Step::End(EndTag { end: tag, local }))
                }
                Ok(Event::Text(text)) => Some(Step::Text(text.into_inner())),
                Ok(Event::CData(text)) => Some(Step::Text(text.into_inner())),
                Ok(Event::GeneralRef(reference)) => Some(Step::Text(match reference.resolve_char_ref() {
                    Ok(Some(character)) => Cow::Owned(character.to_string()),
                    _ => Cow::Borrowed(entity(&reference)),
                })),
                Ok(Event::Eof) => {
                    self.is_broken |= self.depth > 0;
                    None
                }
                Ok(_) => continue,
                Err(_) => {
                    self.is_broken = true;
                    None
                }
            };
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The five names that XML itself has. Names that a document declares are left out: office formats declare none, and they can multiply
/// text without end.
fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

/// How long the prefix of a name is, with its colon.
fn prefix(name: &str) -> usize {
    name.bytes().position(|byte| byte == b':').map_or(0, |colon| colon + 1)
}

fn local(name: &str) -> &str {
    name.get(prefix(name)..).unwrap_or_default()
}
