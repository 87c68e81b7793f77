//! The container of a project: a ZIP archive with one `.qde` file and the sources' files.

use crate::exchange::refi::Error;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// How much of a file is read at most. Larger ones are refused before they fill memory or disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Entries of an archive.
    pub entries: usize,
    /// Bytes of the project's XML.
    pub xml: u64,
    /// Bytes of one file of a source.
    pub file: u64,
    /// Bytes of all files together.
    pub total: u64,
    /// Elements of the XML.
    pub elements: usize,
    /// Depth of the XML.
    pub depth: usize,
    /// Texts and notes.
    pub texts: usize,
    /// Codes.
    pub codes: usize,
    /// Levels of codes.
    pub code_depth: usize,
}

impl Default for Limits {
    /// Ten times what the largest studies hold: a project of 200,000 codings is some 80 MiB of XML.
    fn default() -> Self {
        Self {
            entries: 50_000,
            xml: 160 * 1024 * 1024,
            file: 128 * 1024 * 1024,
            total: 8 * 1024 * 1024 * 1024,
            elements: 1_500_000,
            texts: 100_000,
            depth: 256,
            codes: 50_000,
            code_depth: 64,
        }
    }
}

/// An opened container.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    limits: Limits,
    /// Paths in small letters with forward strokes, and the entry of each.
    entries: BTreeMap<String, usize>,
    project: usize,
    read: u64,
}

/// The folder of the sources' files, as it is written.
const FOLDER: &str = "sources/";

impl<R: Read + Seek> Archive<R> {
    /// Opens a container and finds its project file: `project.qde` in any letter case, else the only `.qde` at the root.
    ///
    /// # Errors
    /// [`Error`] when it is no archive, an entry leaves it, or it has no project file.
    pub fn open(reader: R, limits: Limits) -> Result<Self, Error> {
        let mut zip = ZipArchive::new(reader).map_err(|error| Error::NotAnArchive(error.to_string()))?;
        if zip.len() > limits.entries {
            return Err(Error::TooMany { what: "entries", limit: limits.entries });
        }
        let mut entries = BTreeMap::new();
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|error| Error::NotAnArchive(error.to_string()))?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            let path = name.replace('\\', "/");
            if leaves(&path) {
                return Err(Error::Leaves(name));
            }
            if !path.ends_with('/') {
                entries.insert(path.to_lowercase(), index);
            }
        }
        let at_root = |path: &&String| path.ends_with(".qde") && !path.contains('/');
        let project = entries
            .get("project.qde")
            .or_else(|| entries.keys().find(at_root).and_then(|path| entries.get(path)))
            .or_else(|| entries.iter().find(|(path, _)| path.ends_with(".qde")).map(|(_, index)| index))
            .copied()
            .ok_or(Error::NoProject)?;
        Ok(Self { zip, limits, entries, project, read: 0 })
    }

    /// The XML of the project.
    ///
    /// # Errors
    /// [`Error::TooLarge`], or what the archive says.
    pub fn project_xml(&mut self) -> Result<String, Error> {
        let limit = self.limits.xml;
        let bytes = self.unpack(self.project, limit)?;
        Ok(decode_xml(bytes))
    }

    /// The file that a path of the project names (`internal://…`); `None` when it lies outside the archive or is missing.
    ///
    /// # Errors
    /// [`Error::TooLarge`], or what the archive says.
    pub fn file(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(index) = self.entry_of(path) else { return Ok(None) };
        let limit = self.limits.file.min(self.limits.total.saturating_sub(self.read));
        self.unpack(index, limit).map(Some)
    }

    fn entry_of(&self, path: &str) -> Option<usize> {
        let path = path.trim().replace('\\', "/").to_lowercase();
        let name = match path.split_once("://") {
            Some(("internal", rest)) => rest.trim_start_matches('/').to_owned(),
            Some(_) => return None,
            None => path,
        };
        let inside = [format!("{FOLDER}{name}"), name.clone()];
        let named = inside.iter().find_map(|candidate| self.entries.get(candidate));
        let by_end = || {
            let end = format!("/{name}");
            self.entries.iter().find(|(known, _)| known.ends_with(&end)).map(|(_, index)| index)
        };
        named.or_else(by_end).copied()
    }

    fn unpack(&mut self, index: usize, limit: u64) -> Result<Vec<u8>, Error> {
        let entry = self.zip.by_index(index).map_err(|error| Error::NotAnArchive(error.to_string()))?;
        let what = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let mut bytes = Vec::new();
        entry
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| Error::NotAnArchive(format!("{what}: {error}")))?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(Error::TooLarge { what, limit });
        }
        self.read = self.read.saturating_add(size);
        Ok(bytes)
    }
}

/// Whether a path would lie outside the folder into which an archive is unpacked.
fn leaves(path: &str) -> bool {
    let drive = path.chars().nth(1) == Some(':');
    path.starts_with('/') || drive || path.contains('\0') || path.split('/').any(|part| part == "..")
}

/// The text of an XML file: by its mark, by the form of its first letters, or by the encoding it declares.
pub fn decode_xml(bytes: Vec<u8>) -> String {
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None if bytes.starts_with(b"<\0") => UTF_16LE,
        None if bytes.starts_with(b"\0<") => UTF_16BE,
        None => declared(&bytes).unwrap_or(UTF_8),
    };
    if encoding == UTF_8 && !bytes.starts_with(b"\xef\xbb\xbf") {
        return String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    }
    encoding.decode_with_bom_removal(&bytes).0.into_owned()
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..200).unwrap_or(bytes);
    let start = String::from_utf8_lossy(start);
    let prolog = start.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = prolog.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|letter| "\"'".contains(*letter))?;
    Encoding::for_label(value.get(1..)?.split(quote).next()?.as_bytes())
}

/// Writes a container.
pub struct ArchiveWriter<W: Write + Seek> {
    zip: ZipWriter<W>,
}

impl<W: Write + Seek> ArchiveWriter<W> {
    /// Begins a container.
    pub fn new(writer: W) -> Self {
        Self { zip: ZipWriter::new(writer) }
    }

    /// Adds the project's XML.
    ///
    /// # Errors
    /// What the system says.
    pub fn project(&mut self, xml: &str) -> std::io::Result<()> {
        self.bytes("project.qde", xml.as_bytes())
    }

    /// Adds a file under the name by which `internal://` paths refer to it.
    ///
    /// # Errors
    /// What the system says.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.bytes(&format!("{FOLDER}{name}"), bytes)
    }

    /// Adds any entry.
    ///
    /// # Errors
    /// What the system says.
    pub fn bytes(&mut self, path: &str, bytes: &[u8]) -> std::io::Result<()> {
        // The same study gives the same bytes: entries carry no clock.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(bytes.len() as u64 > u64::from(u32::MAX) / 2);
        self.zip.start_file(path, options)?;
        self.zip.write_all(bytes)
    }

    /// Ends the container.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self) -> std::io::Result<W> {
        Ok(self.zip.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use super::{decode_xml, leaves};

    #[test]
    fn paths_out_of_the_folder_are_known() {
        for path in ["../x", "a/../../x", "/etc/passwd", "C:/x", "a/..", "x\0.txt"] {
            assert!(leaves(path), "{path}");
        }
        for path in ["project.qde", "Sources/a.txt", "sources/..a.txt", "sources/.root"] {
            assert!(!leaves(path), "{path}");
        }
    }

    #[test]
    fn xml_is_read_in_the_encoding_it_has() {
        let text = "<?xml version=\"1.0\"?><a>\u{633}\u{644}\u{627}\u{645}</a>";
        let wide = |little: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        assert_eq!(decode_xml(text.as_bytes().to_vec()), text);
        assert_eq!(decode_xml(["\u{feff}", text].concat().into_bytes()), text);
        assert_eq!(decode_xml(wide(true)), text);
        assert_eq!(decode_xml(wide(false)), text);
        let old = b"<?xml version='1.0' encoding='windows-1256'?><a>\xd3\xe1\xc7\xe3</a>";
        assert!(decode_xml(old.to_vec()).contains("\u{633}\u{644}\u{627}\u{645}"));
    }
}
