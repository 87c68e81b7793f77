//! Many queries at once, for measuring a search against judged answers.

use crate::index::{
    IndexError, Plan, SearchLimits, TantivyEngine, parse_phrase, parse_plain, rank, rank_any, search,
};
use crate::model::SourceId;
use crate::sheet::{Problem, Reason};
use crate::text::language::Language;
use crate::workbench::files::read_bytes;
use crate::workbench::{Error, Progress, Workbench};
use std::collections::BTreeMap;
use std::path::Path;

/// How a file of queries is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RunOptions {
    /// Whether spoken forms find written ones.
    pub spoken: bool,
    /// Rank by any of the words instead of asking for all.
    pub any: bool,
    /// Answers kept of each query.
    pub top: usize,
}

/// One line of a file of queries.
struct Asked {
    id: String,
    query: String,
    phrase: bool,
}

fn read_queries(path: &Path) -> Result<Vec<Asked>, Error> {
    let bytes = read_bytes(path)?;
    let file = path.display().to_string();
    let text = String::from_utf8(bytes).map_err(|_| Error::Table {
        file: file.clone(),
        problems: vec![Problem::in_line(0, Reason::NotText)],
    })?;
    let mut asked = Vec::new();
    let mut problems = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let mut cells = line.trim_end_matches('\r').split('\t');
        match (cells.next(), cells.next()) {
            (Some(id), Some(query)) if !id.is_empty() && !query.trim().is_empty() => asked.push(Asked {
                id: id.to_owned(),
                query: query.to_owned(),
                phrase: cells.next() == Some("phrase"),
            }),
            _ => problems.push(Problem::in_cell(number, "query", line, Reason::Empty)),
        }
    }
    if problems.is_empty() { Ok(asked) } else { Err(Error::Table { file, problems }) }
}

impl Workbench {
    /// Answers a file of queries (`id<TAB>query<TAB>kind`; the kind `phrase` is a phrase, every other one plain words that must
    /// all occur) with lines `id<TAB>source`, best first. A query without a word has no answer.
    ///
    /// # Errors
    /// When the file has lines without a query, or the index cannot be read.
    pub fn search_run(
        &self,
        queries: &Path,
        options: RunOptions,
        progress: &dyn Progress,
    ) -> Result<String, Error> {
        let asked = read_queries(queries)?;
        self.refresh_index(progress)?;
        let engine = TantivyEngine::open(&self.index_path())?;
        let library = self.library()?;
        let summaries = self.sources()?;
        let names: BTreeMap<SourceId, &str> =
            summaries.iter().map(|source| (source.id, source.name.as_str())).collect();
        let languages: BTreeMap<SourceId, Language> =
            summaries.iter().map(|source| (source.id, Language::parse(&source.language))).collect();
        let language = |source: SourceId| languages.get(&source).copied().unwrap_or(Language::Mixed);
        let mut lines = String::new();
        progress.begin("search", Some(asked.len() as u64));
        for (done, asked) in (1..).zip(&asked) {
            if progress.is_cancelled() {
                progress.end();
                return Err(Error::Cancelled);
            }
            let found: Vec<SourceId> = if options.any {
                let ranked = rank_any(&asked.query, &engine, options.top)?;
                ranked.into_iter().map(|ranked| ranked.source).collect()
            } else {
                let parsed =
                    if asked.phrase { parse_phrase(&asked.query) } else { parse_plain(&asked.query) };
                let Ok(expression) = parsed else { continue };
                let planned = crate::index::SearchOptions { spoken: options.spoken };
                let plan = match Plan::new(&expression, &asked.query, &engine, &library, planned) {
                    Ok(plan) => plan,
                    Err(IndexError::Query(_)) => continue,
                    Err(error) => return Err(error.into()),
                };
                if plan.complete {
                    rank(&plan, &engine, &library)?.into_iter().map(|ranked| ranked.source).collect()
                } else {
                    let limits = SearchLimits { skip: 0, sources: usize::MAX };
                    let findings = search(&plan, &engine, &library, &language, limits)?;
                    findings.sources.into_iter().map(|found| found.source).collect()
                }
            };
            for source in found.into_iter().take(options.top) {
                lines.extend([asked.id.as_str(), "\t", names.get(&source).copied().unwrap_or(""), "\n"]);
            }
            progress.advance(done);
        }
        progress.end();
        Ok(lines)
    }
}
