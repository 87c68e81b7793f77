//! Writing a project or a codebook to the letter of the schema.

use crate::exchange::refi::{
    Case, Code, Coding, Graph, Guid, Link, Project, Set, Stamp, Value, ValueKind, Variable, milliseconds,
    time_text,
};
use std::fmt::Display;

/// The XML of a project.
pub fn write_project(project: &Project) -> String {
    let mut out = Out::new();
    let head = [
        ("xmlns", "urn:QDA-XML:project:1.0".to_owned()),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance".to_owned()),
        ("name", project.name.clone()),
        ("origin", project.origin.clone()),
        ("creatingUserGUID", shown(project.stamp.creating_user)),
        ("creationDateTime", time(&project.stamp.created)),
        ("modifyingUserGUID", shown(project.stamp.modifying_user)),
        ("modifiedDateTime", time(&project.stamp.modified)),
        ("basePath", project.base_path.clone()),
    ];
    out.open("Project", &head, &["name"]);
    out.list("Users", &project.users, |out, user| {
        let attributes =
            [("guid", user.guid.to_string()), ("name", user.name.clone()), ("id", user.id.clone())];
        out.empty("User", &attributes, &[]);
    });
    if !project.codes.is_empty() {
        out.open("CodeBook", &[], &[]);
        out.codes(&project.codes, true);
        out.close("CodeBook");
    }
    out.list("Variables", &project.variables, Out::variable);
    out.list("Cases", &project.cases, Out::case);
    out.list("Sources", &project.sources, Out::source);
    out.list("Notes", &project.notes, |out, note| out.text_source("Note", note));
    out.list("Links", &project.links, Out::link);
    out.list("Sets", &project.sets, |out, set| out.set(set, "targetGUID"));
    out.list("Graphs", &project.graphs, Out::graph);
    out.element("Description", &project.description);
    out.references("NoteRef", "targetGUID", &project.note_refs);
    out.close("Project");
    out.xml
}

/// The XML of a codebook with codes and sets of codes; `None` when there are no codes, for which the schema has no form.
pub fn write_codebook(codes: &[Code], sets: &[Set], origin: &str) -> Option<String> {
    if codes.is_empty() {
        return None;
    }
    let mut out = Out::new();
    let head = [("xmlns", "urn:QDA-XML:codebook:1.0".to_owned()), ("origin", origin.to_owned())];
    out.open("CodeBook", &head, &[]);
    out.codes(codes, false);
    out.list("Sets", sets, |out, set| {
        let bare = Set { sources: Vec::new(), notes: Vec::new(), ..set.clone() };
        out.set(&bare, "guid");
    });
    out.close("CodeBook");
    Some(out.xml)
}

pub(super) struct Out {
    xml: String,
}

impl Out {
    fn new() -> Self {
        Self { xml: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned() }
    }

    /// Letters that XML has no form for are left out; white space in attributes is written so that it survives.
    fn escaped(&mut self, text: &str, attribute: bool) {
        for letter in text.chars() {
            match letter {
                '&' => self.xml.push_str("&amp;"),
                '<' => self.xml.push_str("&lt;"),
                '>' => self.xml.push_str("&gt;"),
                '"' if attribute => self.xml.push_str("&quot;"),
                '\n' if attribute => self.xml.push_str("&#10;"),
                '\t' if attribute => self.xml.push_str("&#9;"),
                '\r' => self.xml.push_str("&#13;"),
                '\t' | '\n' => self.xml.push(letter),
                letter if letter < ' ' || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
                letter => self.xml.push(letter),
            }
        }
    }

    /// Begins an element; attributes without value are left out unless the schema asks for them.
    fn begin(&mut self, name: &str, attributes: &[(&str, String)], required: &[&str]) {
        self.xml.push('<');
        self.xml.push_str(name);
        for (attribute, value) in attributes {
            if !value.is_empty() || required.contains(attribute) {
                self.xml.push(' ');
                self.xml.push_str(attribute);
                self.xml.push_str("=\"");
                self.escaped(value, true);
                self.xml.push('"');
            }
        }
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, String)], required: &[&str]) {
        self.begin(name, attributes, required);
        self.xml.push('>');
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, String)], required: &[&str]) {
        self.begin(name, attributes, required);
        self.xml.push_str("/>\n");
    }

    pub(super) fn close(&mut self, name: &str) {
        self.xml.push_str("</");
        self.xml.push_str(name);
        self.xml.push_str(">\n");
    }

    /// An element with a text; nothing when the text is empty.
    pub(super) fn element(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.element_always(name, text);
        }
    }

    pub(super) fn element_always(&mut self, name: &str, text: &str) {
        self.open(name, &[], &[]);
        self.escaped(text, false);
        self.close(name);
    }

    /// A wrapper with its members; nothing when there are none, since the schema has no empty wrappers.
    fn list<T>(&mut self, name: &str, members: &[T], mut write: impl FnMut(&mut Self, &T)) {
        if members.is_empty() {
            return;
        }
        self.open(name, &[], &[]);
        for member in members {
            write(self, member);
        }
        self.close(name);
    }

    pub(super) fn references(&mut self, name: &str, attribute: &str, guids: &[Guid]) {
        for guid in guids {
            self.empty(name, &[(attribute, guid.to_string())], &[]);
        }
    }

    /// Codes come behind their parents, but not always right behind: they are written child by child.
    fn codes(&mut self, codes: &[Code], notes: bool) {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); codes.len()];
        let mut roots = Vec::new();
        for (index, code) in codes.iter().enumerate() {
            match code.parent {
                Some(parent) if parent < index => children[parent].push(index),
                _ => roots.push(index),
            }
        }
        self.open("Codes", &[], &[]);
        // What is still to be written, last first: a code to open, or one to close.
        let mut rest: Vec<Option<usize>> = roots.into_iter().rev().map(Some).collect();
        while let Some(next) = rest.pop() {
            let Some(index) = next else {
                self.close("Code");
                continue;
            };
            let code = &codes[index];
            let attributes = [
                ("guid", code.guid.to_string()),
                ("name", code.name.clone()),
                ("isCodable", code.is_codable.to_string()),
                ("color", colour(&code.colour)),
            ];
            self.open("Code", &attributes, &["name"]);
            self.element("Description", &code.description);
            if notes {
                self.references("NoteRef", "targetGUID", &code.note_refs);
            }
            rest.push(None);
            rest.extend(children[index].iter().rev().copied().map(Some));
        }
        self.close("Codes");
    }

    fn variable(&mut self, variable: &Variable) {
        let attributes = [
            ("guid", variable.guid.to_string()),
            ("name", variable.name.clone()),
            ("typeOfVariable", variable.kind.as_str().to_owned()),
        ];
        self.open("Variable", &attributes, &["name"]);
        self.element("Description", &variable.description);
        self.close("Variable");
    }

    fn case(&mut self, case: &Case) {
        self.open("Case", &[("guid", case.guid.to_string()), ("name", case.name.clone())], &[]);
        self.element("Description", &case.description);
        self.references("CodeRef", "targetGUID", &case.codes);
        self.values(&case.values);
        self.references("SourceRef", "targetGUID", &case.sources);
        self.references("SelectionRef", "targetGUID", &case.selections);
        self.close("Case");
    }

    pub(super) fn values(&mut self, values: &[Value]) {
        for value in values {
            self.open("VariableValue", &[], &[]);
            self.references("VariableRef", "targetGUID", &[value.variable]);
            if let Some(kind) = value.kind {
                let (kind, text) = valid_value(kind, &value.text);
                self.element_always(&format!("{}Value", kind.as_str()), &text);
            }
            self.close("VariableValue");
        }
    }

    pub(super) fn coding(&mut self, coding: &Coding) {
        let attributes = [
            ("guid", coding.guid.to_string()),
            ("creatingUser", shown(coding.user)),
            ("creationDateTime", time(&coding.created)),
        ];
        self.open("Coding", &attributes, &[]);
        self.references("CodeRef", "targetGUID", &[coding.code]);
        self.references("NoteRef", "targetGUID", &coding.note_refs);
        self.close("Coding");
    }

    fn link(&mut self, link: &Link) {
        let attributes = [
            ("guid", link.guid.to_string()),
            ("name", link.name.clone()),
            ("direction", one_of(&link.direction, &DIRECTIONS)),
            ("color", colour(&link.colour)),
            ("originGUID", shown(link.origin)),
            ("targetGUID", shown(link.target)),
        ];
        self.open("Link", &attributes, &[]);
        self.references("NoteRef", "targetGUID", &link.note_refs);
        self.close("Link");
    }

    /// Projects name the members of sets by `targetGUID`, codebooks by `guid`.
    fn set(&mut self, set: &Set, attribute: &str) {
        self.open("Set", &[("guid", set.guid.to_string()), ("name", set.name.clone())], &["name"]);
        self.element("Description", &set.description);
        self.references("MemberCode", attribute, &set.codes);
        self.references("MemberSource", attribute, &set.sources);
        self.references("MemberNote", attribute, &set.notes);
        self.close("Set");
    }

    fn graph(&mut self, graph: &Graph) {
        self.open("Graph", &[("guid", graph.guid.to_string()), ("name", graph.name.clone())], &[]);
        for vertex in &graph.vertices {
            let attributes = [
                ("guid", vertex.guid.to_string()),
                ("representedGUID", shown(vertex.represents)),
                ("name", vertex.name.clone()),
                ("firstX", vertex.first.0.to_string()),
                ("firstY", vertex.first.1.to_string()),
                ("secondX", shown(vertex.second.0)),
                ("secondY", shown(vertex.second.1)),
                ("shape", one_of(&vertex.shape, &SHAPES)),
                ("color", colour(&vertex.colour)),
            ];
            self.empty("Vertex", &attributes, &[]);
        }
        for edge in &graph.edges {
            let attributes = [
                ("guid", edge.guid.to_string()),
                ("representedGUID", shown(edge.represents)),
                ("name", edge.name.clone()),
                ("sourceVertex", edge.source.to_string()),
                ("targetVertex", edge.target.to_string()),
                ("color", colour(&edge.colour)),
                ("direction", one_of(&edge.direction, &DIRECTIONS)),
                ("lineStyle", one_of(&edge.line_style, &["dotted", "dashed", "solid"])),
            ];
            self.empty("Edge", &attributes, &[]);
        }
        self.close("Graph");
    }
}

const DIRECTIONS: [&str; 3] = ["Associative", "OneWay", "Bidirectional"];
const SHAPES: [&str; 10] = [
    "Person",
    "Oval",
    "Rectangle",
    "RoundedRectangle",
    "Star",
    "LeftTriangle",
    "RightTriangle",
    "UpTriangle",
    "DownTriangle",
    "Note",
];

/// The attributes that say who and when.
pub(super) fn stamped(stamp: &Stamp) -> [(&'static str, String); 4] {
    [
        ("creatingUser", shown(stamp.creating_user)),
        ("creationDateTime", time(&stamp.created)),
        ("modifyingUser", shown(stamp.modifying_user)),
        ("modifiedDateTime", time(&stamp.modified)),
    ]
}

pub(super) fn shown(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A moment in UTC; empty for what is no moment.
fn time(text: &str) -> String {
    milliseconds(text).map_or_else(String::new, time_text)
}

/// A colour as the schema wants it; empty for any other.
fn colour(text: &str) -> String {
    let digits = text.trim().strip_prefix('#').unwrap_or_default();
    let fits = matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if fits { text.trim().to_owned() } else { String::new() }
}

fn one_of(word: &str, words: &[&str]) -> String {
    let known = words.iter().find(|known| known.eq_ignore_ascii_case(word.trim()));
    known.map_or_else(String::new, |known| (*known).to_owned())
}

/// A value in the form of its kind; as text where it has not that form.
fn valid_value(kind: ValueKind, text: &str) -> (ValueKind, String) {
    let bare = text.trim();
    let unsigned = bare.trim_start_matches(['+', '-']);
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = match kind {
        ValueKind::Text => return (kind, text.to_owned()),
        ValueKind::Boolean => ["true", "false", "0", "1"].contains(&bare),
        ValueKind::Integer => {
            !unsigned.is_empty() && are_digits(unsigned) && bare.len() - unsigned.len() <= 1
        }
        ValueKind::Float => {
            let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
            are_digits(whole)
                && are_digits(part)
                && whole.len() + part.len() > 0
                && bare.len() - unsigned.len() <= 1
        }
        ValueKind::Date => bare.len() == 10 && milliseconds(bare).is_some(),
        ValueKind::DateTime => {
            return match milliseconds(bare) {
                Some(moment) => (kind, time_text(moment)),
                None => (ValueKind::Text, text.to_owned()),
            };
        }
    };
    if fits { (kind, bare.to_owned()) } else { (ValueKind::Text, text.to_owned()) }
}
