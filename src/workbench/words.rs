//! The words of a study: word list, collocations, key words.

use crate::index::words::{
    Collocate, Collocations, Counted, Frequencies, KeyWord, Measure, Token, Window, WordList, WordReader,
    key_words,
};
use crate::index::{Library, Restriction};
use crate::text::language::Language;
use crate::text::position::CharOffset;
use crate::workbench::search::StudyLibrary;
use crate::workbench::{Error, Progress, SearchOptions, Workbench};
use std::collections::BTreeMap;
use std::ops::Range;

/// Which words are counted, and how.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WordOptions {
    /// Filters that leave a part of the study, such as `kind:interview`; empty for all of it.
    pub filter: String,
    /// What counts as the same word.
    pub counted: Counted,
    /// Whether words that say little by themselves are listed too; they are counted in any case.
    pub stop_words: bool,
    /// Occurrences that a listed word must have.
    pub least: u64,
}

/// What stands beside the hits of a query.
#[derive(Clone, PartialEq, Debug)]
pub struct CollocationAnswer {
    /// Occurrences of what was asked for.
    pub nodes: u64,
    /// What stands beside them, best first.
    pub collocates: Vec<Collocate>,
}

/// What one part of the study says more often than another.
#[derive(Clone, PartialEq, Debug)]
pub struct KeynessAnswer {
    /// Words of the two parts.
    pub tokens: (u64, u64),
    /// The words, surest difference first.
    pub words: Vec<KeyWord>,
}

/// A part of the study, source by source.
struct Part {
    restriction: Restriction,
}

impl Workbench {
    /// The word list of the study, or of the part that a filter leaves.
    ///
    /// # Errors
    /// [`Error::Query`] when the filter cannot be understood.
    pub fn word_list(&self, options: &WordOptions, progress: &dyn Progress) -> Result<WordList, Error> {
        let library = self.library()?;
        let part = Part::new(&options.filter, &library)?;
        let mut reader = WordReader::new(options.counted);
        let mut frequencies = Frequencies::default();
        self.read_words(&library, &part, &mut reader, progress, |_, passages| frequencies.add(&passages))?;
        let mut list = frequencies.list(reader.vocabulary(), options.least);
        if !options.stop_words {
            list.words.retain(|word| !word.stop_word);
        }
        Ok(list)
    }

    /// The words that stand beside the hits of `query` within the part that the filter leaves.
    ///
    /// # Errors
    /// [`Error::Query`] when query or filter cannot be understood.
    pub fn collocations(
        &self,
        query: &str,
        window: Window,
        measure: Measure,
        options: &WordOptions,
        progress: &dyn Progress,
    ) -> Result<CollocationAnswer, Error> {
        let answer = self.search(query, &SearchOptions { width: 0, ..SearchOptions::everything() })?;
        let mut nodes: BTreeMap<_, Vec<Range<CharOffset>>> = BTreeMap::new();
        for line in &answer.lines {
            nodes.entry(line.line.source).or_default().push(line.line.span.clone());
        }
        let library = self.library()?;
        let part = Part::new(&options.filter, &library)?;
        let mut reader = WordReader::new(options.counted);
        let mut counts = Collocations::new(window);
        self.read_words(&library, &part, &mut reader, progress, |source, passages| {
            counts.add(&passages, nodes.get(&source).map(Vec::as_slice).unwrap_or_default());
        })?;
        let mut collocates = counts.list(reader.vocabulary(), options.least, measure);
        if !options.stop_words {
            collocates.retain(|word| !word.stop_word);
        }
        Ok(CollocationAnswer { nodes: counts.nodes(), collocates })
    }

    /// The words that the part left by the filter uses more, or less, than the part left by `other`.
    ///
    /// # Errors
    /// [`Error::Query`] when a filter cannot be understood; [`Error::Overlap`] when the two parts share words, since the
    /// figures compare separate texts.
    pub fn key_words(
        &self,
        other: &str,
        options: &WordOptions,
        progress: &dyn Progress,
    ) -> Result<KeynessAnswer, Error> {
        let library = self.library()?;
        let parts = [Part::new(&options.filter, &library)?, Part::new(other, &library)?];
        let mut reader = WordReader::new(options.counted);
        let mut places: [BTreeMap<_, Vec<Range<CharOffset>>>; 2] = Default::default();
        let mut counts: [Frequencies; 2] = Default::default();
        for ((part, counts), places) in parts.iter().zip(&mut counts).zip(&mut places) {
            self.read_words(&library, part, &mut reader, progress, |source, passages| {
                let read = passages.iter().flatten().map(|token| token.start..token.end).collect();
                places.insert(source, read);
                counts.add(&passages);
            })?;
        }
        let [one_places, other_places] = &places;
        let shared: usize = one_places
            .iter()
            .filter_map(|(source, one)| Some((one, other_places.get(source)?)))
            .map(|(one, other)| {
                one.iter()
                    .filter(|place| other.binary_search_by_key(&place.start, |other| other.start).is_ok())
                    .count()
            })
            .sum();
        if shared > 0 {
            return Err(Error::Overlap { words: shared });
        }
        let [one, two] = &counts;
        let mut words = key_words(one, two, reader.vocabulary(), options.least);
        if !options.stop_words {
            words.retain(|word| !word.stop_word);
        }
        Ok(KeynessAnswer { tokens: (one.tokens(), two.tokens()), words })
    }

    /// Reads the words of a part, source by source in the order of the study.
    fn read_words(
        &self,
        library: &StudyLibrary<'_>,
        part: &Part,
        reader: &mut WordReader,
        progress: &dyn Progress,
        mut take: impl FnMut(crate::model::SourceId, Vec<Vec<Token>>),
    ) -> Result<(), Error> {
        let languages = self.languages()?;
        let sources = library.sources();
        progress.begin("read", Some(sources.len() as u64));
        for (done, facts) in (1..).zip(sources) {
            if progress.is_cancelled() {
                progress.end();
                return Err(Error::Cancelled);
            }
            let body = library.read(facts.id).map_err(crate::index::IndexError::from)?;
            let language = languages.get(&facts.id).copied().unwrap_or(Language::Mixed);
            let stretches = part.restriction.stretches(facts, &body, library.codes());
            take(facts.id, reader.read(&body.text, language, &stretches));
            progress.advance(done);
        }
        progress.end();
        Ok(())
    }
}

impl Part {
    fn new(filter: &str, library: &StudyLibrary<'_>) -> Result<Self, Error> {
        let restriction = Restriction::new(filter, library)
            .map_err(|problem| Error::Query { query: filter.to_owned(), problem })?;
        Ok(Self { restriction })
    }
}
