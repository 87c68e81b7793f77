//! QualCoder's database (`data.qda`).

use crate::exchange::databases::{ForeignRow, ForeignTables, rows};
use crate::exchange::refi::{
    Case, Code, Coding, Guid, MediaKind, MediaSource, Project, Selection, SelectionPlace, Source, Stamp,
    TextSource, User, Value, ValueKind, Variable,
};
use std::collections::{BTreeMap, BTreeSet};

/// Makes a project of the tables of a QualCoder database.
///
/// Categories are codes that are not for coding; memos are descriptions; journal entries are notes on nothing; a source with
/// any part in a case belongs to it.
pub fn read_qualcoder(tables: &ForeignTables, name: &str) -> Project {
    let about = rows(tables, "project").first();
    let mut project = Project {
        name: name.to_owned(),
        origin: "QualCoder".to_owned(),
        description: about.map(|row| row.text("memo").to_owned()).unwrap_or_default(),
        stamp: Stamp {
            created: about.map(|row| row.text("date").to_owned()).unwrap_or_default(),
            ..Stamp::default()
        },
        ..Project::default()
    };
    users(tables, &mut project);
    codes(tables, &mut project);
    let mut selections = selections(tables);
    let values = attributes(tables, &mut project);
    for row in rows(tables, "source") {
        let values = values.get(&("file".to_owned(), row.text("id").to_owned())).cloned().unwrap_or_default();
        let parts = selections.remove(row.text("id")).unwrap_or_default();
        project.sources.push(source(row, parts, values));
    }
    cases(tables, &mut project, &values);
    for row in rows(tables, "journal") {
        project.notes.push(TextSource {
            name: row.text("name").to_owned(),
            content: Some(row.text("jentry").to_owned()),
            stamp: stamp(row),
            ..TextSource::bare(guid("journal", row.text("jid")))
        });
    }
    project
}

fn guid(table: &str, id: &str) -> Guid {
    Guid::derived(&["QualCoder", table, id])
}

fn user(row: &ForeignRow) -> Option<Guid> {
    let owner = row.text("owner").trim();
    (!owner.is_empty()).then(|| guid("owner", owner))
}

fn stamp(row: &ForeignRow) -> Stamp {
    Stamp { creating_user: user(row), created: row.text("date").to_owned(), ..Stamp::default() }
}

fn users(tables: &ForeignTables, project: &mut Project) {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for table in
        ["source", "code_text", "code_image", "code_av", "annotation", "cases", "journal", "code_name"]
    {
        names.extend(rows(tables, table).iter().map(|row| row.text("owner").trim()));
    }
    names.extend(rows(tables, "coder_names").iter().map(|row| row.text("name").trim()));
    let named = names.into_iter().filter(|name| !name.is_empty());
    project.users = named
        .map(|name| User { guid: guid("owner", name), name: name.to_owned(), id: String::new() })
        .collect();
}

/// Categories and codes, every one behind what it stands under; a ring of them is cut at its first member.
fn codes(tables: &ForeignTables, project: &mut Project) {
    let mut waiting: Vec<(Guid, Option<Guid>, Code)> = Vec::new();
    let above = |row: &ForeignRow, table: &str, column: &str| {
        row.number(column).map(|id| guid(table, &id.to_string()))
    };
    for row in rows(tables, "code_cat") {
        let code = code(guid("code_cat", row.text("catid")), row, false);
        waiting.push((code.guid, above(row, "code_cat", "supercatid"), code));
    }
    for row in rows(tables, "code_name") {
        let code = code(guid("code_name", row.text("cid")), row, true);
        let parent = above(row, "code_name", "supercid").or_else(|| above(row, "code_cat", "catid"));
        waiting.push((code.guid, parent, code));
    }
    let all: BTreeSet<Guid> = waiting.iter().map(|(guid, ..)| *guid).collect();
    let mut places: BTreeMap<Guid, usize> = BTreeMap::new();
    while !waiting.is_empty() {
        let (mut ready, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, parent, _)| {
            parent.is_none_or(|parent| places.contains_key(&parent) || !all.contains(&parent))
        });
        waiting = later;
        if ready.is_empty() {
            ready.push(waiting.remove(0));
        }
        for (guid, parent, mut code) in ready {
            code.parent = parent.and_then(|parent| places.get(&parent).copied());
            places.insert(guid, project.codes.len());
            project.codes.push(code);
        }
    }
}

fn code(guid: Guid, row: &ForeignRow, is_codable: bool) -> Code {
    Code {
        guid,
        parent: None,
        name: row.text("name").to_owned(),
        is_codable,
        colour: row.text("color").to_owned(),
        description: row.text("memo").to_owned(),
        note_refs: Vec::new(),
    }
}

/// Parts of sources by the id of the source.
fn selections(tables: &ForeignTables) -> BTreeMap<String, Vec<Selection>> {
    let mut selections: BTreeMap<String, Vec<Selection>> = BTreeMap::new();
    let number = |row: &ForeignRow, column: &str| row.number(column).unwrap_or(-1);
    for row in rows(tables, "code_text") {
        let place = SelectionPlace::Text { start: number(row, "pos0"), end: number(row, "pos1") };
        let part = part("code_text", "ctid", row, place);
        selections.entry(row.text("fid").to_owned()).or_default().push(part);
    }
    for row in rows(tables, "annotation") {
        let place = SelectionPlace::Text { start: number(row, "pos0"), end: number(row, "pos1") };
        let part = part("annotation", "anid", row, place);
        selections.entry(row.text("fid").to_owned()).or_default().push(part);
    }
    for row in rows(tables, "code_image") {
        let (left, top) = (number(row, "x1"), number(row, "y1"));
        let corners = [left, top, left + number(row, "width"), top + number(row, "height")];
        let place = SelectionPlace::Area { page: row.number("pdf_page"), corners };
        let part = part("code_image", "imid", row, place);
        selections.entry(row.text("id").to_owned()).or_default().push(part);
    }
    for row in rows(tables, "code_av") {
        let place = SelectionPlace::Time { begin: number(row, "pos0"), end: number(row, "pos1") };
        let part = part("code_av", "avid", row, place);
        selections.entry(row.text("id").to_owned()).or_default().push(part);
    }
    selections
}

fn part(table: &str, key: &str, row: &ForeignRow, place: SelectionPlace) -> Selection {
    let id = row.text(key);
    let codings = row.number("cid").map(|cid| Coding {
        guid: guid(&[table, " coding"].concat(), id),
        user: user(row),
        created: row.text("date").to_owned(),
        code: guid("code_name", &cid.to_string()),
        note_refs: Vec::new(),
    });
    Selection {
        guid: guid(table, id),
        name: row.text("seltext").to_owned(),
        place,
        stamp: stamp(row),
        description: row.text("memo").to_owned(),
        representation: None,
        codings: codings.into_iter().collect(),
        note_refs: Vec::new(),
    }
}

fn source(row: &ForeignRow, parts: Vec<Selection>, values: Vec<Value>) -> Source {
    let guid = guid("source", row.text("id"));
    let path = row.text("mediapath");
    let kind = media_kind(path).or_else(|| if path.is_empty() { None } else { media_kind(row.text("name")) });
    let has_text = !row.text("fulltext").is_empty();
    let (in_text, elsewhere): (Vec<Selection>, Vec<Selection>) =
        parts.into_iter().partition(|part| matches!(part.place, SelectionPlace::Text { .. }));
    let text = TextSource {
        name: row.text("name").to_owned(),
        stamp: stamp(row),
        content: has_text.then(|| row.text("fulltext").to_owned()),
        selections: in_text,
        ..TextSource::bare(guid)
    };
    let description = row.text("memo").to_owned();
    match kind {
        // Texts keep their file beside them; the text is what was coded.
        None => Source::Text(Box::new(TextSource { description, values, ..text })),
        Some(kind) => Source::Media(Box::new(MediaSource {
            name: row.text("name").to_owned(),
            path: ["internal://", path.trim_start_matches('/')].concat(),
            stamp: stamp(row),
            description,
            text: has_text.then(|| TextSource { guid: Guid::derived(&["text", &guid.to_string()]), ..text }),
            selections: elsewhere,
            values,
            ..MediaSource::bare(kind, guid)
        })),
    }
}

fn media_kind(path: &str) -> Option<MediaKind> {
    let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
    match ending.as_str() {
        "jpg" | "jpeg" | "png" | "gif" | "bmp" | "tif" | "tiff" => Some(MediaKind::Picture),
        "pdf" => Some(MediaKind::Pdf),
        "mp3" | "wav" | "m4a" | "ogg" | "flac" | "wma" => Some(MediaKind::Audio),
        "mp4" | "mkv" | "mov" | "avi" | "wmv" | "webm" => Some(MediaKind::Video),
        _ => None,
    }
}

/// Values by the kind of their owner (`case`, `file`) and its id.
fn attributes(tables: &ForeignTables, project: &mut Project) -> BTreeMap<(String, String), Vec<Value>> {
    let mut values: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for row in rows(tables, "attribute_type") {
        let kind = if row.text("valuetype") == "numeric" { ValueKind::Float } else { ValueKind::Text };
        project.variables.push(Variable {
            guid: guid("attribute", row.text("name")),
            name: row.text("name").to_owned(),
            kind,
            description: row.text("memo").to_owned(),
        });
    }
    for row in rows(tables, "attribute").iter().filter(|row| !row.text("value").trim().is_empty()) {
        let variable = guid("attribute", row.text("name"));
        let known = project.variables.iter().find(|known| known.guid == variable).map(|known| known.kind);
        let key = (row.text("attr_type").to_owned(), row.text("id").to_owned());
        values.entry(key).or_default().push(Value {
            variable,
            kind: known,
            text: row.text("value").to_owned(),
        });
    }
    values
}

fn cases(tables: &ForeignTables, project: &mut Project, values: &BTreeMap<(String, String), Vec<Value>>) {
    for row in rows(tables, "cases") {
        let id = row.text("caseid");
        let parts = rows(tables, "case_text").iter().filter(|part| part.text("caseid") == id);
        let sources: BTreeSet<&str> = parts.map(|part| part.text("fid")).collect();
        project.cases.push(Case {
            guid: guid("case", id),
            name: row.text("name").to_owned(),
            description: row.text("memo").to_owned(),
            codes: Vec::new(),
            values: values.get(&("case".to_owned(), id.to_owned())).cloned().unwrap_or_default(),
            sources: sources.into_iter().map(|source| guid("source", source)).collect(),
            selections: Vec::new(),
        });
    }
}
