//! The XML of an exchange file as a walk from element to element.

use crate::exchange::refi::{Error, Guid, Limits};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// An element that was entered: its name in small letters without prefix, its attributes likewise.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, named in small letters; empty when it is missing.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn guid(&self, name: &str) -> Option<Guid> {
        Guid::parse(self.get(name)?)
    }

    /// A whole number, also one written with decimals.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        let text = self.get(name)?.trim();
        text.parse().ok().or_else(|| text.split_once('.')?.0.parse().ok())
    }
}

/// Walks through the XML.
pub(super) struct Walk<'x> {
    xml: &'x str,
    reader: Reader<&'x [u8]>,
    depth: usize,
    elements: usize,
    limits: Limits,
}

impl<'x> Walk<'x> {
    pub(super) fn new(xml: &'x str, limits: Limits) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Self { xml, reader, depth: 0, elements: 0, limits }
    }

    fn broken(&self, detail: impl ToString) -> Error {
        let place = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        let before = self.xml.as_bytes().get(..place).unwrap_or(self.xml.as_bytes());
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::Xml { line, detail: detail.to_string() }
    }

    fn event(&mut self) -> Result<Event<'x>, Error> {
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(Error::Doctype),
            Ok(event) => Ok(event),
            Err(error) => Err(self.broken(error)),
        }
    }

    fn entered(&mut self, start: &BytesStart<'_>) -> Result<Element, Error> {
        self.depth += 1;
        self.elements += 1;
        if self.depth > self.limits.depth {
            return Err(Error::TooDeep { limit: self.limits.depth });
        }
        if self.elements > self.limits.elements {
            return Err(Error::TooMany { what: "elements", limit: self.limits.elements });
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.broken(error))?;
            let name = attribute.key.local_name().as_ref().to_ascii_lowercase();
            let value = unescape(&attribute.value).map_err(|error| self.broken(error))?.into_owned();
            attributes.push((name, value));
        }
        Ok(Element { name: start.local_name().as_ref().to_ascii_lowercase(), attributes })
    }

    /// The root element.
    pub(super) fn root(&mut self) -> Result<Element, Error> {
        loop {
            match self.event()? {
                Event::Start(start) => return self.entered(&start),
                Event::Eof => return Err(self.broken("no element")),
                _ => {}
            }
        }
    }

    /// The next element inside the present one; `None` when the present one ends. What it returns must be walked to its end:
    /// by [`Walk::child`] until `None`, [`Walk::content`] or [`Walk::skip`].
    pub(super) fn child(&mut self) -> Result<Option<Element>, Error> {
        loop {
            match self.event()? {
                Event::Start(start) => return self.entered(&start).map(Some),
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(None);
                }
                Event::Eof => return Err(self.broken("the file ends inside an element")),
                _ => {}
            }
        }
    }

    /// The text of the present element, which ends here; elements inside it are passed over.
    pub(super) fn content(&mut self) -> Result<String, Error> {
        let mut text = String::new();
        let mut inside = 0_usize;
        loop {
            match self.event()? {
                Event::Text(part) if inside == 0 => text.push_str(&part.xml10_content()),
                Event::CData(part) if inside == 0 => text.push_str(&part),
                Event::GeneralRef(reference) if inside == 0 => {
                    let letter = reference.resolve_char_ref().map_err(|error| self.broken(error))?;
                    match letter {
                        Some(letter) => text.push(letter),
                        None => match quick_xml::escape::resolve_predefined_entity(&reference) {
                            Some(known) => text.push_str(known),
                            None => return Err(self.broken(format!("unknown entity {}", &*reference))),
                        },
                    }
                }
                Event::Start(start) => {
                    self.entered(&start)?;
                    inside += 1;
                }
                Event::End(_) => {
                    self.depth -= 1;
                    if inside == 0 {
                        return Ok(text);
                    }
                    inside -= 1;
                }
                Event::Eof => return Err(self.broken("the file ends inside an element")),
                _ => {}
            }
        }
    }

    /// Passes over the present element.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        self.content().map(|_text| ())
    }

    /// The GUID that a reference names, in whichever attribute or as text; the element ends here.
    pub(super) fn reference(&mut self, element: &Element) -> Result<Option<Guid>, Error> {
        let content = self.content()?;
        let named = element.guid("targetguid").or_else(|| element.guid("guid"));
        Ok(named.or_else(|| Guid::parse(&content)))
    }
}
