//! Taguette's database (`.sqlite3`).

use crate::exchange::databases::{ForeignRow, ForeignTables, rows};
use crate::exchange::refi::{
    Code, Coding, Guid, Project, Selection, SelectionPlace, Source, Stamp, TextSource, User,
};
use crate::ingest::{MarkedText, read_marked};
use serde_json::Value;
use std::collections::BTreeMap;

/// Makes a project of the tables of a Taguette database.
///
/// Tags are a tree by the dots in their names. Highlights are counted in bytes of the words of the page; who made one is
/// known from the log of commands. Where the database holds several projects, the tags of each stand under its name.
pub fn read_taguette(tables: &ForeignTables, name: &str) -> Project {
    let projects = rows(tables, "projects");
    let mut project = Project { name: name.to_owned(), origin: "Taguette".to_owned(), ..Project::default() };
    if let [only] = projects {
        only.text("name").clone_into(&mut project.name);
        only.text("description").clone_into(&mut project.description);
    }
    for row in rows(tables, "users") {
        let login = row.text("login");
        project.users.push(User { guid: guid("user", login), name: login.to_owned(), id: String::new() });
    }
    let mut tree = Tree::default();
    for row in rows(tables, "tags") {
        let of = projects.iter().find(|one| one.text("id") == row.text("project_id"));
        let top = of.filter(|_| projects.len() > 1).map(|one| one.text("name"));
        tree.add(row, top);
    }
    project.codes = tree.codes;
    let authors = authors(tables);
    let mut tags: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows(tables, "highlight_tags") {
        tags.entry(row.text("highlight_id")).or_default().push(row.text("tag_id"));
    }
    let mut highlights: BTreeMap<&str, Vec<&ForeignRow>> = BTreeMap::new();
    for row in rows(tables, "highlights") {
        highlights.entry(row.text("document_id")).or_default().push(row);
    }
    for row in rows(tables, "documents") {
        let marked = read_marked(row.text("contents"));
        let selections = highlights.get(row.text("id")).into_iter().flatten();
        let selections = selections.map(|highlight| {
            let id = highlight.text("id");
            selection(highlight, &marked, tags.get(id).map_or(&[][..], Vec::as_slice), authors.get(id))
        });
        project.sources.push(Source::Text(Box::new(TextSource {
            name: row.text("name").to_owned(),
            description: row.text("description").to_owned(),
            selections: selections.collect(),
            content: Some(marked.text.clone()),
            stamp: Stamp { created: row.text("created").to_owned(), ..Stamp::default() },
            ..TextSource::bare(guid("document", row.text("id")))
        })));
    }
    project
}

fn guid(table: &str, id: &str) -> Guid {
    Guid::derived(&["Taguette", table, id])
}

/// Tags as a tree; the parts of a dotted name that are no tags themselves become codes too.
#[derive(Default)]
struct Tree {
    codes: Vec<Code>,
    places: BTreeMap<String, usize>,
}

impl Tree {
    fn add(&mut self, row: &ForeignRow, top: Option<&str>) {
        let dotted: Vec<&str> =
            row.text("path").split('.').map(str::trim).filter(|part| !part.is_empty()).collect();
        let parts: Vec<&str> = top.into_iter().chain(dotted).collect();
        let mut parent = None;
        let mut path = String::new();
        for part in &parts {
            path.extend(["\u{1f}", part]);
            let place = match self.places.get(&path) {
                Some(place) => *place,
                None => {
                    self.codes.push(Code {
                        guid: guid("path", &path),
                        parent,
                        name: (*part).to_owned(),
                        is_codable: true,
                        colour: String::new(),
                        description: String::new(),
                        note_refs: Vec::new(),
                    });
                    self.places.insert(path.clone(), self.codes.len() - 1);
                    self.codes.len() - 1
                }
            };
            parent = Some(place);
        }
        if let Some(place) = parent {
            let code = &mut self.codes[place];
            code.guid = guid("tag", row.text("id"));
            row.text("description").clone_into(&mut code.description);
        }
    }
}

/// Who made each highlight: the last who added or changed it.
fn authors(tables: &ForeignTables) -> BTreeMap<String, String> {
    let mut authors = BTreeMap::new();
    for row in rows(tables, "commands") {
        let Ok(payload) = serde_json::from_str::<Value>(row.text("payload")) else { continue };
        if payload["type"] == "highlight_add"
            && let Some(id) = payload["highlight_id"].as_i64().or_else(|| payload["id"].as_i64())
        {
            authors.insert(id.to_string(), row.text("user_login").to_owned());
        }
    }
    authors
}

fn selection(row: &ForeignRow, marked: &MarkedText, tags: &[&str], author: Option<&String>) -> Selection {
    let id = row.text("id");
    let user = author.map(|login| guid("user", login));
    let place = |column: &str| -> i64 {
        let at = row.number(column).and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| marked.places.get(at)).map_or(-1, |place| i64::from(*place))
    };
    let (start, mut end) = (place("start_offset"), place("end_offset"));
    // The end is exclusive: it lies behind the byte before it, whatever line ends were put in between.
    if let Some(last) = row.number("end_offset").and_then(|at| usize::try_from(at).ok()?.checked_sub(1))
        && let Some(place) = marked.places.get(last)
        && end >= 0
    {
        end = i64::from(*place) + 1;
    }
    let codings = tags.iter().map(|tag| Coding {
        guid: guid("highlight_tag", &[id, " ", tag].concat()),
        user,
        created: String::new(),
        code: guid("tag", tag),
        note_refs: Vec::new(),
    });
    Selection {
        guid: guid("highlight", id),
        name: read_marked(row.text("snippet")).text,
        place: SelectionPlace::Text { start, end },
        stamp: Stamp { creating_user: user, ..Stamp::default() },
        description: String::new(),
        representation: None,
        codings: codings.collect(),
        note_refs: Vec::new(),
    }
}
