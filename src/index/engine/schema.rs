//! The fields of the index and how encoded units become terms.
//!
//! The analyser runs once per source and writes its result as two texts, one line per unit; the tokenisers here only cut
//! those lines. So both fields have the same positions, and the words are not analysed twice.

use tantivy::schema::{
    FAST, Field as TantivyField, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, Term};

use crate::index::requirement::{Field, TermKey};
use crate::model::SourceId;
use crate::text::analyzer::FORM_SEPARATOR;

/// Separates units in an encoded text.
pub(super) const UNIT_SEPARATOR: char = '\n';

/// Name of the tokeniser that cuts encoded texts.
const TOKENIZER: &str = "units";

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The source's id.
    pub(super) source: TantivyField,
    /// What was indexed: 64 bits of the text's hash, language included.
    pub(super) content: TantivyField,
    /// Words as written.
    pub(super) exact: TantivyField,
    /// Lemmas.
    pub(super) lemma: TantivyField,
}

impl Fields {
    /// Makes the schema and names its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions)
                .set_fieldnorms(true),
        );
        let fields = Self {
            source: builder.add_i64_field("source", FAST | INDEXED),
            content: builder.add_u64_field("content", FAST),
            exact: builder.add_text_field("exact", words.clone()),
            lemma: builder.add_text_field("lemma", words),
        };
        (builder.build(), fields)
    }

    /// The engine's field for a reading.
    pub(super) fn of(&self, field: Field) -> TantivyField {
        match field {
            Field::Exact => self.exact,
            Field::Lemma => self.lemma,
        }
    }

    /// The engine's term.
    pub(super) fn term(&self, key: &TermKey) -> Term {
        Term::from_field_text(self.of(key.field), &key.text)
    }

    /// The term by which a source is deleted.
    pub(super) fn source_term(&self, source: SourceId) -> Term {
        Term::from_field_i64(self.source, source.0)
    }
}

/// Tells the index how encoded texts are cut.
pub(super) fn register_tokenizer(index: &Index) {
    index.tokenizers().register(TOKENIZER, UnitTokenizer::default());
}

/// Cuts an encoded text: a line is a position, its parts are the terms at that position.
#[derive(Clone, Default)]
struct UnitTokenizer {
    token: Token,
}

impl Tokenizer for UnitTokenizer {
    type TokenStream<'a> = UnitStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> UnitStream<'a> {
        self.token.reset();
        UnitStream { rest: text, token: &mut self.token, position: 0 }
    }
}

/// The terms of an encoded text.
struct UnitStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
    /// Position of the unit that the rest begins in.
    position: usize,
}

impl TokenStream for UnitStream<'_> {
    fn advance(&mut self) -> bool {
        while !self.rest.is_empty() {
            let separator = self.rest.find([UNIT_SEPARATOR, FORM_SEPARATOR]);
            let (term, behind) =
                separator.and_then(|place| self.rest.split_at_checked(place)).unwrap_or((self.rest, ""));
            self.token.position = self.position;
            self.position += usize::from(behind.starts_with(UNIT_SEPARATOR));
            self.rest = behind.get(1..).unwrap_or_default();
            if !term.is_empty() {
                self.token.text.clear();
                self.token.text.push_str(term);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
