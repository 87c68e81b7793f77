//! The codebook as a spreadsheet: one code a line.

use crate::codebook::Codebook;
use crate::model::{CodeDraft, Level};
use crate::sheet::{Problem, Reason, Sheet, SheetWriter};
use std::collections::{BTreeMap, BTreeSet};

/// One line of a codebook file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileCode {
    /// Line of the file.
    pub line: u64,
    /// Level.
    pub level: Level,
    /// Key of the parent; empty for a root.
    pub parent: String,
    /// What is written down for the code.
    pub draft: CodeDraft,
    /// A memo on the code; empty when there is none.
    pub memo: String,
}

const COLUMNS: [&str; 11] = [
    "key",
    "level",
    "parent",
    "name",
    "definition",
    "include",
    "exclude",
    "exemplar",
    "colour",
    "aliases",
    "memo",
];

/// Reads a codebook file; codes come parents first. `known` holds the levels of codes that the study has already, by
/// key: they may be parents too.
///
/// # Errors
/// Every problem of the file: missing columns, unknown levels, keys twice, missing parents, levels that do not fit, cycles.
pub fn read(bytes: &[u8], known: &BTreeMap<String, Level>) -> Result<Vec<FileCode>, Vec<Problem>> {
    let sheet = Sheet::read(bytes)?;
    sheet.require(&["key", "level", "parent", "name"])?;
    let mut problems = Vec::new();
    let mut codes = Vec::new();
    let mut first_lines: BTreeMap<String, u64> = BTreeMap::new();
    for row in &sheet.rows {
        let cell = |column| sheet.cell(row, column);
        let level = Level::parse(&cell("level").to_lowercase());
        if level.is_none() {
            let allowed = Level::ALL.iter().map(|level| level.as_str().to_owned()).collect();
            problems.push(Problem::in_cell(row.line, "level", cell("level"), Reason::NotOneOf(allowed)));
        }
        for column in ["key", "name"] {
            if cell(column).is_empty() {
                problems.push(Problem::in_cell(row.line, column, "", Reason::Empty));
            }
        }
        if let Some(first_line) = first_lines.insert(cell("key").to_owned(), row.line)
            && !cell("key").is_empty()
        {
            problems.push(Problem::in_cell(row.line, "key", cell("key"), Reason::Duplicate { first_line }));
        }
        if !cell("colour").is_empty() && !is_colour(cell("colour")) {
            let allowed = vec!["#rrggbb".to_owned()];
            problems.push(Problem::in_cell(row.line, "colour", cell("colour"), Reason::NotOneOf(allowed)));
        }
        codes.extend(level.map(|level| FileCode {
            line: row.line,
            level,
            parent: cell("parent").to_owned(),
            draft: CodeDraft {
                key: cell("key").to_owned(),
                name: cell("name").to_owned(),
                translations: owned_pairs(&sheet.cells_with_prefix(row, "name:")),
                definition: cell("definition").to_owned(),
                include: cell("include").to_owned(),
                exclude: cell("exclude").to_owned(),
                exemplar: cell("exemplar").to_owned(),
                colour: cell("colour").to_owned(),
                aliases: split_aliases(cell("aliases")),
            },
            memo: cell("memo").to_owned(),
        }));
    }
    if problems.is_empty() { parents_first(codes, known) } else { Err(problems) }
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.chars().all(|digit| digit.is_ascii_hexdigit()))
}

fn owned_pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn split_aliases(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect()
}

/// Puts every code behind its parent, keeping the file's order otherwise, and checks parents and levels on the way.
fn parents_first(
    codes: Vec<FileCode>,
    known: &BTreeMap<String, Level>,
) -> Result<Vec<FileCode>, Vec<Problem>> {
    let mut levels = known.clone();
    levels.extend(codes.iter().map(|code| (code.draft.key.clone(), code.level)));
    let mut problems = Vec::new();
    for code in codes.iter().filter(|code| !code.parent.is_empty()) {
        let problem = match levels.get(&code.parent) {
            None => Some(Reason::UnknownParent),
            Some(parent) if !code.level.may_stand_under(*parent) => {
                Some(Reason::WrongLevel { parent: parent.as_str().to_owned() })
            }
            Some(_) => None,
        };
        problems.extend(problem.map(|reason| Problem::in_cell(code.line, "parent", &code.parent, reason)));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let in_file: BTreeSet<&str> = codes.iter().map(|code| code.draft.key.as_str()).collect();
    let mut placed: BTreeSet<String> =
        known.keys().filter(|key| !in_file.contains(key.as_str())).cloned().collect();
    let mut ordered = Vec::with_capacity(codes.len());
    let mut waiting = codes;
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut still_waiting = Vec::new();
        for code in waiting {
            if code.parent.is_empty() || placed.contains(&code.parent) {
                placed.insert(code.draft.key.clone());
                ordered.push(code);
            } else {
                still_waiting.push(code);
            }
        }
        if still_waiting.len() == before {
            return Err(still_waiting
                .iter()
                .map(|code| Problem::in_cell(code.line, "parent", &code.parent, Reason::Cycle))
                .collect());
        }
        waiting = still_waiting;
    }
    Ok(ordered)
}

/// Writes a codebook as a file that [`read`] takes back unchanged; `memos` maps keys to the memo of the code.
pub fn write(codebook: &Codebook, memos: &BTreeMap<String, String>) -> Vec<u8> {
    let ordered = codebook.in_order();
    let languages: BTreeSet<&str> =
        ordered.iter().flat_map(|(_, code)| code.draft.translations.keys()).map(String::as_str).collect();
    let name_columns: Vec<String> = languages.iter().map(|language| format!("name:{language}")).collect();
    let (before_names, after_names) = COLUMNS.split_at(4);
    let columns = before_names.iter().copied().chain(name_columns.iter().map(String::as_str));
    let mut writer = SheetWriter::new(columns.chain(after_names.iter().copied()));
    for (_, code) in ordered {
        let draft = &code.draft;
        let parent =
            code.parent.and_then(|parent| codebook.get(parent)).map_or("", |parent| &parent.draft.key);
        let aliases = draft.aliases.join("|");
        let mut cells = vec![draft.key.as_str(), code.level.as_str(), parent, draft.name.as_str()];
        cells.extend(
            languages.iter().map(|language| draft.translations.get(*language).map_or("", String::as_str)),
        );
        cells.extend([
            draft.definition.as_str(),
            &draft.include,
            &draft.exclude,
            &draft.exemplar,
            &draft.colour,
            &aliases,
            memos.get(&draft.key).map_or("", String::as_str),
        ]);
        writer.row(cells);
    }
    writer.finish()
}
