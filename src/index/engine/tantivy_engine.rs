//! The engine built on Tantivy: one folder beside the study.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tantivy::collector::{Collector, SegmentCollector, TopDocs};
use tantivy::columnar::Column;
use tantivy::directory::error::LockError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy};
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{
    DocId, Index, IndexReader, IndexWriter, ReloadPolicy, Score, Searcher, SegmentOrdinal, SegmentReader,
    TantivyDocument, TantivyError,
};

use crate::index::engine::expand::neighbours;
use crate::index::engine::positional::{PositionalQuery, TermPattern};
use crate::index::engine::schema::{Fields, register_tokenizer};
use crate::index::engine::sync::{BuildOptions, IndexedSource, SyncReport, encode};
use crate::index::engine::{Engine, RankedSource};
use crate::index::error::IndexError;
use crate::index::library::LibraryError;
use crate::index::requirement::{Field, Pattern, Requirement, TermKey};
use crate::model::{ContentHash, SourceId};
use crate::text::analyzer::Analyzer;

/// Changes whenever texts are analysed or stored in another way; an index of another format is rebuilt.
const FORMAT: &str = "baft-index-1";

/// Text in a segment, in bytes, above which it is not joined with others: joining reads all of them at once, and a large index
/// must not take more memory than a small one to build.
const LARGE_SEGMENT: u64 = 32 << 20;

/// Joins small segments only; `bytes` of text in `count` sources tell how many sources make a large one.
fn merge_policy(bytes: u64, count: usize) -> LogMergePolicy {
    let mean = (bytes / u64::try_from(count.max(1)).unwrap_or(1)).max(1);
    let most = usize::try_from(LARGE_SEGMENT / mean).unwrap_or(usize::MAX).max(1);
    let mut policy = LogMergePolicy::default();
    policy.set_max_docs_before_merge(most);
    policy
}

/// The index of one study in a folder of its own.
pub struct TantivyEngine {
    folder: PathBuf,
    index: Index,
    reader: IndexReader,
    fields: Fields,
    state: Option<ContentHash>,
}

impl TantivyEngine {
    /// Opens the index in `folder`; makes an empty one where there is none, or where what is there is damaged or of another
    /// format. An index holds nothing that the study does not, so nothing is lost.
    ///
    /// # Errors
    /// [`IndexError::Folder`] when the folder cannot be made, read or emptied.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        if let Some(engine) = Self::open_existing(folder) {
            return Ok(engine);
        }
        let trouble = |error: std::io::Error| IndexError::Folder {
            folder: folder.to_owned(),
            reason: error.to_string(),
        };
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(trouble)?;
        }
        fs::create_dir_all(folder).map_err(trouble)?;
        let (schema, fields) = Fields::schema();
        let index = Index::create_in_dir(folder, schema)?;
        Self::with(folder, index, fields, None)
    }

    /// Opens what is in the folder if it is a sound index of this format.
    fn open_existing(folder: &Path) -> Option<Self> {
        let index = Index::open_in_dir(folder).ok()?;
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return None;
        }
        let payload = index.load_metas().ok()?.payload;
        let state = match payload {
            None => None,
            Some(payload) => {
                let (format, state) = payload.split_once(' ')?;
                if format != FORMAT {
                    return None;
                }
                Some(ContentHash::from_stored(state.to_owned()))
            }
        };
        Self::with(folder, index, fields, state).ok()
    }

    fn with(
        folder: &Path,
        index: Index,
        fields: Fields,
        state: Option<ContentHash>,
    ) -> Result<Self, IndexError> {
        register_tokenizer(&index);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { folder: folder.to_owned(), index, reader, fields, state })
    }

    /// The state of the study's sources to which the index was brought; `None` when it never was.
    ///
    /// When it is not the state in which the sources are, they were changed without the index (a crash, another program, a
    /// copy of the study put back): call [`TantivyEngine::sync`].
    pub fn state(&self) -> Option<&ContentHash> {
        self.state.as_ref()
    }

    /// Brings the index to hold just the sources of `target`, which are in the state that `state` names.
    ///
    /// `load` gives the text of a source that is new or has changed; `progress` is told how many of how many sources are done.
    /// The change becomes visible all at once at the end: a crash or an error before leaves the index as it was.
    ///
    /// # Errors
    /// [`IndexError::Busy`] when another process is writing, [`IndexError::Library`] when `load` fails,
    /// [`IndexError::Engine`] when the disk does.
    pub fn sync(
        &mut self,
        target: &[IndexedSource],
        state: &ContentHash,
        options: BuildOptions,
        load: &mut dyn FnMut(SourceId) -> Result<String, LibraryError>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<SyncReport, IndexError> {
        let present = self.contents()?;
        let wanted: BTreeSet<SourceId> = target.iter().map(|source| source.id).collect();
        let removed: Vec<SourceId> = present.keys().copied().filter(|id| !wanted.contains(id)).collect();
        let changed: Vec<&IndexedSource> =
            target.iter().filter(|source| present.get(&source.id) != Some(&source.content_key())).collect();
        let mut report = SyncReport { removed: removed.len() as u64, ..SyncReport::default() };
        if removed.is_empty() && changed.is_empty() && self.state.as_ref() == Some(state) {
            return Ok(report);
        }
        let mut writer = self.writer(options)?;
        // Segments are joined at the end, when it is known how large they are.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for id in removed {
            writer.delete_term(self.fields.source_term(id));
        }
        let mut analyzers = BTreeMap::new();
        let mut waiting = 0;
        for (done, source) in changed.iter().enumerate() {
            progress(done, changed.len());
            let text = load(source.id)?;
            let analyzer = analyzers.entry(source.language).or_insert_with(|| Analyzer::new(source.language));
            if present.contains_key(&source.id) {
                writer.delete_term(self.fields.source_term(source.id));
                report.replaced += 1;
            } else {
                report.added += 1;
            }
            report.bytes += text.len() as u64;
            writer.add_document(self.document(source, analyzer, &text))?;
            waiting += text.len() as u64;
            if waiting >= LARGE_SEGMENT {
                // The writer takes any number of documents into its queue; this waits until all are in segments. They are not
                // published before the commit below.
                drop(writer.prepare_commit()?);
                waiting = 0;
            }
        }
        writer.set_merge_policy(Box::new(merge_policy(report.bytes, changed.len())));
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&format!("{FORMAT} {state}"));
        commit.commit()?;
        writer.wait_merging_threads()?;
        self.reader.reload()?;
        self.state = Some(state.clone());
        progress(changed.len(), changed.len());
        Ok(report)
    }

    /// Opens the one writer that an index may have.
    fn writer(&self, options: BuildOptions) -> Result<IndexWriter, IndexError> {
        let threads = options.threads.max(1);
        let memory = options.memory.max(threads * (15 << 20));
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(memory / threads)
            .num_merge_threads(1)
            .build();
        self.index.writer_with_options(options).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => {
                IndexError::Busy { folder: self.folder.clone() }
            }
            other => other.into(),
        })
    }

    /// A source as a document of the engine.
    fn document(&self, source: &IndexedSource, analyzer: &mut Analyzer, text: &str) -> TantivyDocument {
        let encoded = encode(analyzer, text);
        let mut document = TantivyDocument::default();
        document.add_i64(self.fields.source, source.id.0);
        document.add_u64(self.fields.content, source.content_key());
        document.add_text(self.fields.exact, encoded.exact);
        document.add_text(self.fields.lemma, encoded.lemma);
        document
    }

    /// Which sources the index holds, and which version of each.
    fn contents(&self) -> Result<BTreeMap<SourceId, u64>, IndexError> {
        let searcher = self.reader.searcher();
        let mut contents = BTreeMap::new();
        for segment in searcher.segment_readers() {
            let sources = segment.fast_fields().i64("source")?;
            let versions = segment.fast_fields().u64("content")?;
            for document in segment.doc_ids_alive() {
                if let (Some(source), Some(version)) = (sources.first(document), versions.first(document)) {
                    contents.insert(SourceId(source), version);
                }
            }
        }
        Ok(contents)
    }

    /// Runs a query of the engine.
    fn run(&self, query: &dyn Query, limit: Option<usize>) -> Result<Vec<RankedSource>, IndexError> {
        let searcher = self.reader.searcher();
        let mut ranked = match limit {
            Some(0) => Vec::new(),
            Some(limit) => self.top(&searcher, query, limit)?,
            None => searcher.search(query, &EverySource)?,
        };
        ranked.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.source.cmp(&other.source)));
        Ok(ranked)
    }

    /// The best `limit` sources.
    fn top(
        &self,
        searcher: &Searcher,
        query: &dyn Query,
        limit: usize,
    ) -> Result<Vec<RankedSource>, IndexError> {
        let found = searcher.search(query, &TopDocs::with_limit(limit).order_by_score())?;
        let mut ranked = Vec::with_capacity(found.len());
        for (score, address) in found {
            let sources = searcher.segment_reader(address.segment_ord).fast_fields().i64("source")?;
            if let Some(source) = sources.first(address.doc_id) {
                ranked.push(RankedSource { source: SourceId(source), score });
            }
        }
        Ok(ranked)
    }

    /// The engine's query for a requirement.
    fn query(&self, requirement: &Requirement) -> Box<dyn Query> {
        match requirement {
            Requirement::Everything => Box::new(AllQuery),
            Requirement::Nothing => Box::new(EmptyQuery),
            Requirement::Pattern(pattern) => self.pattern_query(pattern),
            Requirement::Near(patterns, distances) => {
                let patterns = patterns.iter().map(|pattern| self.terms(pattern)).collect();
                Box::new(PositionalQuery { patterns, distances: distances.clone() })
            }
            Requirement::All(parts) => {
                Box::new(BooleanQuery::intersection(parts.iter().map(|part| self.query(part)).collect()))
            }
            Requirement::Any(parts) => {
                Box::new(BooleanQuery::union(parts.iter().map(|part| self.query(part)).collect()))
            }
            Requirement::Except(wanted, unwanted) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, self.query(wanted)),
                (Occur::MustNot, self.query(unwanted)),
            ])),
        }
    }

    /// The engine's query for one pattern: plain term queries where single words suffice, since those are the fastest.
    fn pattern_query(&self, pattern: &Pattern) -> Box<dyn Query> {
        let mut parts: Vec<Box<dyn Query>> = Vec::new();
        let mut longer: TermPattern = Vec::new();
        for (sequence, terms) in pattern.alternatives.iter().zip(self.terms(pattern)) {
            if let [slot] = sequence.as_slice() {
                parts.extend(slot.keys().iter().map(|key| self.term_query(key)));
            } else {
                longer.push(terms);
            }
        }
        if !longer.is_empty() {
            parts.push(Box::new(PositionalQuery { patterns: vec![longer], distances: Vec::new() }));
        }
        match parts.len() {
            0 => Box::new(EmptyQuery),
            1 => parts.remove(0),
            _ => Box::new(BooleanQuery::union(parts)),
        }
    }

    fn term_query(&self, key: &TermKey) -> Box<dyn Query> {
        Box::new(TermQuery::new(self.fields.term(key), IndexRecordOption::WithFreqs))
    }

    /// The engine's terms of a pattern.
    fn terms(&self, pattern: &Pattern) -> TermPattern {
        let slot = |keys: &[TermKey]| keys.iter().map(|key| self.fields.term(key)).collect();
        pattern
            .alternatives
            .iter()
            .map(|sequence| sequence.iter().map(|place| slot(place.keys())).collect())
            .collect()
    }
}

impl Engine for TantivyEngine {
    fn source_count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    fn source_frequency(&self, key: &TermKey) -> Result<u64, IndexError> {
        Ok(self.reader.searcher().doc_freq(&self.fields.term(key))?)
    }

    fn words_with_prefix(&self, field: Field, prefix: &str, limit: usize) -> Result<Vec<String>, IndexError> {
        let mut words = BTreeSet::new();
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.of(field))?;
            let mut stream = inverted.terms().range().ge(prefix.as_bytes()).into_stream()?;
            let mut taken = 0;
            while taken < limit && stream.advance() {
                let Some(word) =
                    std::str::from_utf8(stream.key()).ok().filter(|word| word.starts_with(prefix))
                else {
                    break;
                };
                words.insert(word.to_owned());
                taken += 1;
            }
        }
        Ok(words.into_iter().take(limit).collect())
    }

    fn words_like(&self, field: Field, word: &str) -> Result<Vec<String>, IndexError> {
        let searcher = self.reader.searcher();
        let mut dictionaries = Vec::new();
        for segment in searcher.segment_readers() {
            dictionaries.push(segment.inverted_index(self.fields.of(field))?);
        }
        let mut words = Vec::new();
        for spelling in neighbours(word) {
            for dictionary in &dictionaries {
                if dictionary.terms().get(spelling.as_bytes())?.is_some() {
                    words.push(spelling);
                    break;
                }
            }
        }
        Ok(words)
    }

    fn visit_words(&self, field: Field, visit: &mut dyn FnMut(&str, u64)) -> Result<(), IndexError> {
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.of(field))?;
            let mut stream = inverted.terms().stream()?;
            while stream.advance() {
                if let Ok(word) = std::str::from_utf8(stream.key()) {
                    visit(word, u64::from(stream.value().doc_freq));
                }
            }
        }
        Ok(())
    }

    fn rank(&self, requirement: &Requirement, limit: Option<usize>) -> Result<Vec<RankedSource>, IndexError> {
        self.run(self.query(requirement).as_ref(), limit)
    }

    fn rank_weighted(
        &self,
        parts: &[(Requirement, f32)],
        limit: usize,
    ) -> Result<Vec<RankedSource>, IndexError> {
        let parts = parts
            .iter()
            .map(|(part, weight)| Box::new(BoostQuery::new(self.query(part), *weight)) as Box<dyn Query>)
            .collect();
        self.run(&BooleanQuery::union(parts), Some(limit))
    }
}

/// Collects every matching source with its score.
struct EverySource;

impl Collector for EverySource {
    type Fruit = Vec<RankedSource>;
    type Child = SegmentSources;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentSources> {
        Ok(SegmentSources { sources: segment.fast_fields().i64("source")?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<RankedSource>>) -> tantivy::Result<Vec<RankedSource>> {
        Ok(segments.concat())
    }
}

/// The matching sources of one segment.
struct SegmentSources {
    sources: Column<i64>,
    found: Vec<RankedSource>,
}

impl SegmentCollector for SegmentSources {
    type Fruit = Vec<RankedSource>;

    fn collect(&mut self, document: DocId, score: Score) {
        if let Some(source) = self.sources.first(document) {
            self.found.push(RankedSource { source: SourceId(source), score });
        }
    }

    fn harvest(self) -> Vec<RankedSource> {
        self.found
    }
}
