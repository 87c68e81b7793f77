//! The ZIP container of a Word document, read within limits.

use crate::ingest::error::{Error, Format};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most parts of a container; a long thesis with pictures has a few hundred.
const MOST_PARTS: usize = 10_000;

/// Largest unpacked part in bytes; a book of a million words is 40 MiB of XML.
const LARGEST_PART: u64 = 256 * 1024 * 1024;

/// An opened container.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    document_path: String,
}

pub(super) fn damaged(detail: impl Into<String>) -> Error {
    Error::Damaged { format: Format::Docx, detail: detail.into() }
}

impl<'a> Package<'a> {
    /// Opens the container and finds its main part.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
        if archive.len() > MOST_PARTS {
            return Err(damaged(format!("{} parts", archive.len())));
        }
        let mut package = Self { archive, document_path: "word/document.xml".to_owned() };
        if let Some(relations) = package.part("_rels/.rels")?
            && let Some(path) = main_part(&relations)
        {
            package.document_path = path;
        }
        Ok(package)
    }

    /// The XML of the document itself.
    pub(super) fn document(&mut self) -> Result<String, Error> {
        let path = self.document_path.clone();
        self.part(&path)?.ok_or(Error::WrongContent { expected: Format::Docx })
    }

    /// The path of a part that lies in the folder of the document.
    pub(super) fn beside_document(&self, name: &str) -> String {
        match self.document_path.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{name}"),
            None => name.to_owned(),
        }
    }

    /// The XML of a part; `None` when there is no such part.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<String>, Error> {
        let Ok(entry) = self.archive.by_name(path) else {
            return match self.archive.index_for_name(path) {
                Some(_) => Err(damaged(format!("{path} cannot be unpacked"))),
                None => Ok(None),
            };
        };
        let mut xml = Vec::new();
        entry
            .take(LARGEST_PART + 1)
            .read_to_end(&mut xml)
            .map_err(|error| damaged(format!("{path}: {error}")))?;
        let size = xml.len() as u64;
        if size > LARGEST_PART {
            return Err(Error::TooLarge { bytes: size, limit: LARGEST_PART });
        }
        let xml = match crate::ingest::encoding::decode(&xml) {
            Ok((xml, _)) => xml,
            Err(_) => return Err(damaged(format!("{path} is no XML"))),
        };
        Ok(Some(xml))
    }
}

/// The target of the relation that names the main document.
fn main_part(relations: &str) -> Option<String> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let value = |name: &str| {
                    let attribute = element.try_get_attribute(name).ok().flatten()?;
                    Some(attribute.value.into_owned())
                };
                if value("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
                    return value("Target").map(|target| target.trim_start_matches('/').to_owned());
                }
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}
