//! The container of a document.

use crate::report::word::body::Xml;
use crate::report::word::{Document, Piece};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The bytes of a document. The same document gives the same bytes.
pub fn write_document(document: &Document) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        (
            "word/_rels/document.xml.rels",
            relations(&[("styles", "styles.xml"), ("comments", "comments.xml")]),
        ),
        ("word/document.xml", body(document)),
        ("word/styles.xml", styles(document.right_to_left)),
        ("word/comments.xml", comments(document)),
    ];
    for (name, xml) in parts {
        zip.start_file(name, options).expect("names are short and memory takes every byte");
        zip.write_all(xml.as_bytes()).expect("memory takes every byte");
    }
    zip.finish().expect("memory takes every byte").into_inner()
}

fn content_types() -> String {
    let mut xml = Xml::new();
    xml.raw(&["<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"]);
    xml.raw(&["<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"]);
    for (part, kind) in [("document", "document.main"), ("styles", "styles"), ("comments", "comments")] {
        xml.raw(&[
            "<Override PartName=\"/word/",
            part,
            ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.",
            kind,
            "+xml\"/>",
        ]);
    }
    xml.raw(&["</Types>"]);
    xml.text
}

fn relations(targets: &[(&str, &str)]) -> String {
    let mut xml = Xml::new();
    xml.raw(&["<Relationships xmlns=\"", RELATIONS, "\">"]);
    for (number, (kind, target)) in (1..).zip(targets) {
        let id: String = format!("rId{number}");
        xml.raw(&[
            "<Relationship Id=\"",
            &id,
            "\" Type=\"",
            OFFICE,
            "/",
            kind,
            "\" Target=\"",
            target,
            "\"/>",
        ]);
    }
    xml.raw(&["</Relationships>"]);
    xml.text
}

fn body(document: &Document) -> String {
    let mut xml = Xml::new();
    xml.raw(&["<w:document xmlns:w=\"", MAIN, "\"><w:body>\n"]);
    xml.blocks(document);
    xml.raw(&["<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"]);
    xml.raw(&["<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"]);
    xml.raw(&[if document.right_to_left { "<w:bidi/>" } else { "" }, "</w:sectPr></w:body></w:document>"]);
    xml.text
}

fn comments(document: &Document) -> String {
    let mut xml = Xml::new();
    xml.raw(&["<w:comments xmlns:w=\"", MAIN, "\">"]);
    for (id, remark) in document.remarks.iter().enumerate() {
        xml.raw(&["<w:comment w:id=\"", &id.to_string(), "\" w:author=\""]);
        xml.escaped(&remark.author);
        xml.raw(&["\" w:initials=\""]);
        xml.escaped(&remark.author.chars().take(3).collect::<String>());
        xml.raw(&["\">"]);
        xml.paragraph("", &[Piece::plain(remark.text.as_str())], document.right_to_left);
        xml.raw(&["</w:comment>"]);
    }
    xml.raw(&["</w:comments>"]);
    xml.text
}

/// Name, size in half points, colour, and what more a style of paragraphs has.
const STYLES: [(&str, &str, u8, &str, &str); 7] = [
    ("Title", "Title", 36, "1F3864", "<w:spacing w:after=\"240\"/>"),
    (
        "Heading1",
        "heading 1",
        30,
        "1F3864",
        "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        26,
        "2F5496",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/>",
    ),
    (
        "Heading3",
        "heading 3",
        24,
        "2F5496",
        "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"60\"/><w:outlineLvl w:val=\"2\"/>",
    ),
    (
        "Heading4",
        "heading 4",
        22,
        "404040",
        "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/><w:outlineLvl w:val=\"3\"/>",
    ),
    ("Quote", "Quote", 22, "262626", "<w:spacing w:after=\"120\"/><w:ind w:left=\"567\" w:right=\"567\"/>"),
    ("TableText", "Table Text", 20, "000000", "<w:spacing w:after=\"0\"/>"),
];

fn styles(right_to_left: bool) -> String {
    let mut xml = Xml::new();
    xml.raw(&["<w:styles xmlns:w=\"", MAIN, "\"><w:docDefaults><w:rPrDefault><w:rPr>"]);
    xml.raw(&[
        "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Vazirmatn\"/>",
    ]);
    xml.raw(&["<w:sz w:val=\"22\"/><w:szCs w:val=\"24\"/><w:lang w:val=\"en-US\" w:bidi=\"fa-IR\"/>"]);
    xml.raw(&["</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"]);
    let direction = if right_to_left { "<w:bidi/>" } else { "" };
    xml.raw(&["<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr>"]);
    xml.raw(&[direction, "</w:pPr></w:style>"]);
    for (id, name, size, colour, more) in STYLES {
        let bold = if id.starts_with("Heading") || id == "Title" { "<w:b/><w:bCs/>" } else { "" };
        let size = size.to_string();
        xml.raw(&["<w:style w:type=\"paragraph\" w:styleId=\"", id, "\"><w:name w:val=\"", name, "\"/>"]);
        xml.raw(&["<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>", more, "</w:pPr><w:rPr>", bold]);
        xml.raw(&[
            "<w:color w:val=\"",
            colour,
            "\"/><w:sz w:val=\"",
            &size,
            "\"/><w:szCs w:val=\"",
            &size,
            "\"/></w:rPr></w:style>",
        ]);
    }
    xml.raw(&["<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>"]);
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        xml.raw(&["<w:", side, " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6A6A6\"/>"]);
    }
    xml.raw(&["</w:tblBorders><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>"]);
    xml.text
}
