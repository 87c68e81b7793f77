//! Reading a project or a codebook, leniently.

use crate::exchange::refi::element::{Element, Walk};
use crate::exchange::refi::{
    Case, Code, Coding, Edge, Error, Graph, Guid, Limits, Link, Project, Set, Stamp, User, Value, ValueKind,
    Variable, Vertex,
};
use std::collections::BTreeMap;

/// A project, and what of its file was passed over.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// The project.
    pub project: Project,
    /// Names of elements that the standard does not know, with how often each came.
    pub unknown_elements: BTreeMap<String, usize>,
    /// Names of elements that were left out because they name nothing or refer to nothing, with how often each came.
    pub without_reference: BTreeMap<String, usize>,
}

/// Reads the XML of a project (`project.qde`).
///
/// # Errors
/// [`Error`] when it is no XML, no project, or goes beyond the limits.
pub fn read_project(xml: &str, limits: Limits) -> Result<Reading, Error> {
    let mut reader = Parser::new(xml, limits);
    let root = reader.walk.root()?;
    if root.name != "project" {
        return Err(Error::WrongRoot(root.name));
    }
    reader.project(&root)?;
    Ok(reader.reading)
}

/// Reads the XML of a codebook (`.qdc`) into the codes and sets of an otherwise empty project.
///
/// # Errors
/// As for [`read_project`].
pub fn read_codebook(xml: &str, limits: Limits) -> Result<Reading, Error> {
    let mut reader = Parser::new(xml, limits);
    let root = reader.walk.root()?;
    if root.name != "codebook" {
        return Err(Error::WrongRoot(root.name));
    }
    reader.reading.project.origin = root.text("origin");
    while let Some(element) = reader.walk.child()? {
        match element.name.as_str() {
            "codes" => reader.codes()?,
            "sets" => reader.sets()?,
            _ => reader.unknown(&element)?,
        }
    }
    Ok(reader.reading)
}

pub(super) struct Parser<'x> {
    pub(super) walk: Walk<'x>,
    pub(super) reading: Reading,
    pub(super) limits: Limits,
    pub(super) texts: usize,
    nameless: u64,
}

impl<'x> Parser<'x> {
    fn new(xml: &'x str, limits: Limits) -> Self {
        Self { walk: Walk::new(xml, limits), reading: Reading::default(), limits, texts: 0, nameless: 0 }
    }

    pub(super) fn unknown(&mut self, element: &Element) -> Result<(), Error> {
        *self.reading.unknown_elements.entry(element.name.clone()).or_default() += 1;
        self.walk.skip()
    }

    /// The GUID of an element; one that has none gets one by its place in the file.
    pub(super) fn guid(&mut self, element: &Element) -> Guid {
        element.guid("guid").unwrap_or_else(|| {
            self.nameless += 1;
            Guid::derived(&["without guid", &element.name, &self.nameless.to_string()])
        })
    }

    pub(super) fn reference(&mut self, element: &Element, into: &mut Vec<Guid>) -> Result<(), Error> {
        match self.walk.reference(element)? {
            Some(guid) => into.push(guid),
            None => self.without_reference(element),
        }
        Ok(())
    }

    pub(super) fn without_reference(&mut self, element: &Element) {
        *self.reading.without_reference.entry(element.name.clone()).or_default() += 1;
    }

    fn project(&mut self, root: &Element) -> Result<(), Error> {
        let project = &mut self.reading.project;
        project.name = root.text("name");
        project.origin = root.text("origin");
        project.base_path = root.text("basepath");
        project.stamp = Stamp {
            creating_user: root.guid("creatinguserguid").or_else(|| root.guid("creatinguser")),
            modifying_user: root.guid("modifyinguserguid").or_else(|| root.guid("modifyinguser")),
            ..stamp(root)
        };
        while let Some(element) = self.walk.child()? {
            match element.name.as_str() {
                "users" => self.users()?,
                "codebook" => self.codebook()?,
                "variables" => self.variables()?,
                "cases" => self.cases()?,
                "sources" => self.sources()?,
                "notes" => self.notes()?,
                "links" => self.links()?,
                "sets" => self.sets()?,
                "graphs" => self.graphs()?,
                "description" => self.reading.project.description = self.walk.content()?,
                "noteref" => {
                    let mut notes = std::mem::take(&mut self.reading.project.note_refs);
                    self.reference(&element, &mut notes)?;
                    self.reading.project.note_refs = notes;
                }
                _ => self.unknown(&element)?,
            }
        }
        Ok(())
    }

    fn users(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            if element.name == "user" {
                let user =
                    User { guid: self.guid(&element), name: element.text("name"), id: element.text("id") };
                self.reading.project.users.push(user);
                self.walk.skip()?;
            } else {
                self.unknown(&element)?;
            }
        }
        Ok(())
    }

    fn codebook(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            match element.name.as_str() {
                "codes" => self.codes()?,
                "sets" => self.sets()?,
                _ => self.unknown(&element)?,
            }
        }
        Ok(())
    }

    /// Codes nest without bound in the schema; a list of open ones stands for the call stack.
    fn codes(&mut self) -> Result<(), Error> {
        let mut open: Vec<usize> = Vec::new();
        loop {
            let Some(element) = self.walk.child()? else {
                if open.pop().is_none() {
                    return Ok(());
                }
                continue;
            };
            match (element.name.as_str(), open.last().copied()) {
                ("code", parent) => {
                    let count = self.reading.project.codes.len();
                    if count >= self.limits.codes {
                        return Err(Error::TooMany { what: "codes", limit: self.limits.codes });
                    }
                    if open.len() >= self.limits.code_depth {
                        return Err(Error::TooDeep { limit: self.limits.code_depth });
                    }
                    let code = Code {
                        guid: self.guid(&element),
                        parent,
                        name: element.text("name"),
                        is_codable: !matches!(
                            element.text("iscodable").trim().to_ascii_lowercase().as_str(),
                            "false" | "0"
                        ),
                        colour: element.text("color"),
                        description: String::new(),
                        note_refs: Vec::new(),
                    };
                    self.reading.project.codes.push(code);
                    open.push(count);
                }
                ("description", Some(code)) => {
                    self.reading.project.codes[code].description = self.walk.content()?;
                }
                ("noteref", Some(code)) => {
                    let mut notes = std::mem::take(&mut self.reading.project.codes[code].note_refs);
                    self.reference(&element, &mut notes)?;
                    self.reading.project.codes[code].note_refs = notes;
                }
                _ => self.unknown(&element)?,
            }
        }
    }

    fn variables(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            if element.name != "variable" {
                self.unknown(&element)?;
                continue;
            }
            let mut variable = Variable {
                guid: self.guid(&element),
                name: element.text("name"),
                kind: ValueKind::parse(&element.text("typeofvariable")).unwrap_or_default(),
                description: String::new(),
            };
            while let Some(inner) = self.walk.child()? {
                match inner.name.as_str() {
                    "description" => variable.description = self.walk.content()?,
                    _ => self.unknown(&inner)?,
                }
            }
            self.reading.project.variables.push(variable);
        }
        Ok(())
    }

    fn cases(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            if element.name != "case" {
                self.unknown(&element)?;
                continue;
            }
            let mut case = Case {
                guid: self.guid(&element),
                name: element.text("name"),
                description: String::new(),
                codes: Vec::new(),
                values: Vec::new(),
                sources: Vec::new(),
                selections: Vec::new(),
            };
            while let Some(inner) = self.walk.child()? {
                match inner.name.as_str() {
                    "description" => case.description = self.walk.content()?,
                    "coderef" => self.reference(&inner, &mut case.codes)?,
                    "sourceref" => self.reference(&inner, &mut case.sources)?,
                    "selectionref" => self.reference(&inner, &mut case.selections)?,
                    "variablevalue" => self.value(&inner, &mut case.values)?,
                    _ => self.unknown(&inner)?,
                }
            }
            self.reading.project.cases.push(case);
        }
        Ok(())
    }

    pub(super) fn value(&mut self, element: &Element, into: &mut Vec<Value>) -> Result<(), Error> {
        let (mut variable, mut kind, mut text) = (None, None, String::new());
        while let Some(inner) = self.walk.child()? {
            if inner.name == "variableref" {
                variable = self.walk.reference(&inner)?;
            } else if let Some(known) = inner.name.strip_suffix("value").and_then(ValueKind::parse) {
                kind = Some(known);
                text = self.walk.content()?;
            } else {
                self.unknown(&inner)?;
            }
        }
        match variable {
            Some(variable) => into.push(Value { variable, kind, text }),
            None => self.without_reference(element),
        }
        Ok(())
    }

    pub(super) fn coding(&mut self, element: &Element, into: &mut Vec<Coding>) -> Result<(), Error> {
        let (guid, user) = (self.guid(element), element.guid("creatinguser"));
        let mut code = None;
        let mut note_refs = Vec::new();
        while let Some(inner) = self.walk.child()? {
            match inner.name.as_str() {
                "coderef" => code = self.walk.reference(&inner)?,
                "noteref" => self.reference(&inner, &mut note_refs)?,
                _ => self.unknown(&inner)?,
            }
        }
        match code {
            Some(code) => {
                into.push(Coding { guid, user, created: element.text("creationdatetime"), code, note_refs })
            }
            None => self.without_reference(element),
        }
        Ok(())
    }

    fn links(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            if element.name != "link" {
                self.unknown(&element)?;
                continue;
            }
            let mut link = Link {
                guid: self.guid(&element),
                name: element.text("name"),
                direction: element.text("direction"),
                colour: element.text("color"),
                origin: element.guid("originguid"),
                target: element.guid("targetguid"),
                note_refs: Vec::new(),
            };
            while let Some(inner) = self.walk.child()? {
                match inner.name.as_str() {
                    "noteref" => self.reference(&inner, &mut link.note_refs)?,
                    _ => self.unknown(&inner)?,
                }
            }
            self.reading.project.links.push(link);
        }
        Ok(())
    }

    fn sets(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            if element.name != "set" {
                self.unknown(&element)?;
                continue;
            }
            let mut set = Set {
                guid: self.guid(&element),
                name: element.text("name"),
                description: String::new(),
                codes: Vec::new(),
                sources: Vec::new(),
                notes: Vec::new(),
            };
            while let Some(inner) = self.walk.child()? {
                match inner.name.as_str() {
                    "description" => set.description = self.walk.content()?,
                    "membercode" => self.reference(&inner, &mut set.codes)?,
                    "membersource" => self.reference(&inner, &mut set.sources)?,
                    "membernote" => self.reference(&inner, &mut set.notes)?,
                    _ => self.unknown(&inner)?,
                }
            }
            self.reading.project.sets.push(set);
        }
        Ok(())
    }

    fn graphs(&mut self) -> Result<(), Error> {
        while let Some(element) = self.walk.child()? {
            if element.name != "graph" {
                self.unknown(&element)?;
                continue;
            }
            let guid = self.guid(&element);
            let mut graph =
                Graph { guid, name: element.text("name"), vertices: Vec::new(), edges: Vec::new() };
            while let Some(inner) = self.walk.child()? {
                match inner.name.as_str() {
                    "vertex" => {
                        graph.vertices.push(self.vertex(&inner));
                        self.walk.skip()?;
                    }
                    "edge" => {
                        match self.edge(&inner) {
                            Some(edge) => graph.edges.push(edge),
                            None => self.without_reference(&inner),
                        }
                        self.walk.skip()?;
                    }
                    _ => self.unknown(&inner)?,
                }
            }
            self.reading.project.graphs.push(graph);
        }
        Ok(())
    }

    fn vertex(&mut self, element: &Element) -> Vertex {
        let number = |name| element.number(name);
        Vertex {
            guid: self.guid(element),
            represents: element.guid("representedguid"),
            name: element.text("name"),
            first: (number("firstx").unwrap_or(0), number("firsty").unwrap_or(0)),
            second: (number("secondx"), number("secondy")),
            shape: element.text("shape"),
            colour: element.text("color"),
        }
    }

    fn edge(&mut self, element: &Element) -> Option<Edge> {
        Some(Edge {
            guid: self.guid(element),
            represents: element.guid("representedguid"),
            name: element.text("name"),
            source: element.guid("sourcevertex")?,
            target: element.guid("targetvertex")?,
            colour: element.text("color"),
            direction: element.text("direction"),
            line_style: element.text("linestyle"),
        })
    }
}

pub(super) fn stamp(element: &Element) -> Stamp {
    Stamp {
        creating_user: element.guid("creatinguser"),
        created: element.text("creationdatetime"),
        modifying_user: element.guid("modifyinguser"),
        modified: element.text("modifieddatetime"),
    }
}
