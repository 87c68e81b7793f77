//! Bringing the index up to the study: what was added, replaced or removed since.

use crate::index::engine::schema::UNIT_SEPARATOR;
use crate::model::{ContentHash, SourceId};
use crate::text::analyzer::Analyzer;
use crate::text::language::Language;

/// A source as it should be in the index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndexedSource {
    /// Its id.
    pub id: SourceId,
    /// Hash of its text.
    pub text_hash: ContentHash,
    /// How its words are analysed.
    pub language: Language,
}

impl IndexedSource {
    /// 64 bits that change when the text or its language does.
    pub(super) fn content_key(&self) -> u64 {
        let bytes = self.text_hash.as_str().bytes().chain(self.language.as_str().bytes());
        // FNV-1a over a hash that is itself uniform: good enough to tell two versions of one source apart.
        bytes.fold(0xcbf2_9ce4_8422_2325, |key, byte| (key ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    }
}

/// How an index is built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BuildOptions {
    /// Threads that write, at least 1; the analysis runs in the caller's.
    pub threads: usize,
    /// Bytes that the writing threads share for words not yet on disk; at least 15 MB a thread are taken.
    pub memory: usize,
}

impl Default for BuildOptions {
    /// One writing thread with 64 MB, which keeps a build of any size under 300 MB in all.
    fn default() -> Self {
        Self { threads: 1, memory: 64 << 20 }
    }
}

/// What an update did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SyncReport {
    /// Sources that were not in the index.
    pub added: u64,
    /// Sources whose text or language had changed.
    pub replaced: u64,
    /// Sources that are no longer in the study.
    pub removed: u64,
    /// Bytes of text that were analysed.
    pub bytes: u64,
}

impl SyncReport {
    /// Says whether the index was as it should be.
    pub fn is_empty(&self) -> bool {
        self.added + self.replaced + self.removed == 0
    }
}

/// The two texts that the engine cuts into terms.
#[derive(Default)]
pub(super) struct Encoded {
    pub(super) exact: String,
    pub(super) lemma: String,
}

/// Writes the units of a text for the engine.
pub(super) fn encode(analyzer: &mut Analyzer, text: &str) -> Encoded {
    let mut encoded = Encoded {
        exact: String::with_capacity(text.len()),
        lemma: String::with_capacity(text.len() + text.len() / 4),
    };
    let analysis = analyzer.analyze(text);
    for unit in analysis.units() {
        let word = analysis.word(unit.word);
        encoded.exact.push_str(word.exact);
        encoded.exact.push(UNIT_SEPARATOR);
        encoded.lemma.push_str(word.forms);
        encoded.lemma.push(UNIT_SEPARATOR);
    }
    encoded
}
