//! One coded interview, through the library: faster than the program where many steps are taken.

use baft::model::{Anchor, CodeDraft, Goals, Level, LevelLabels, QuotationId};
use baft::workbench::{
    CorrectionReport, ImportOptions, Judgement, NewQuotation, NewStudy, Session, Silent, TextCorrection,
    Workbench,
};

pub(crate) const TEXT: &str = "مدیر: شعبه در سال ۱۳۹۸ باز شد. 😀 مشتریان می\u{200c}گویند سامانه قطع می\u{200c}شود و کسی پاسخ نمی\u{200c}دهد.\n\
پرسشگر: چرا سامانه قطع می\u{200c}شود؟\n\
مدیر: پهنای باند كم است و اعتماد مردم به بانك پايين آمده است. آموزش کارکنان هم کافی نیست.\n\
پرسشگر: چه باید کرد؟\n\
مدیر: باید پهنای باند بیشتر شود. آموزش کارکنان هم لازم است.\n";

/// Quotations of the text above, apart from one another and overlapping.
pub(crate) const QUOTES: [&str; 6] = [
    "شعبه در سال ۱۳۹۸ باز شد. 😀",
    "سامانه قطع می\u{200c}شود و کسی پاسخ نمی\u{200c}دهد",
    "کسی پاسخ نمی\u{200c}دهد",
    "پهنای باند كم است و اعتماد مردم به بانك پايين آمده است",
    "آموزش کارکنان هم کافی نیست",
    "باید پهنای باند بیشتر شود",
];

pub(crate) struct Room {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) workbench: Workbench,
}

pub(crate) fn session(coder: &str) -> Session {
    Session { coder: coder.to_owned(), clock: || 1_700_000_000_000 }
}

impl Room {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("I1.txt");
        std::fs::write(&file, TEXT).unwrap();
        let study = NewStudy {
            uuid: "room".to_owned(),
            title: String::new(),
            language: "fa".to_owned(),
            labels: LevelLabels { open: String::new(), axial: String::new(), selective: String::new() },
            goals: Goals::default(),
        };
        let mut workbench = Workbench::create(&folder.path().join("s.baft"), &study, session("K1")).unwrap();
        workbench.import_sources(&[file], &ImportOptions::default(), &Silent).unwrap();
        for key in ["R1", "R2"] {
            let draft =
                CodeDraft { key: key.to_owned(), name: format!("کد {key}"), ..CodeDraft::default() };
            workbench.add_code(Level::Open, None, &draft).unwrap();
        }
        Self { folder, workbench }
    }

    pub(crate) fn with_quotes() -> Self {
        let mut this = Self::new();
        for quote in QUOTES {
            this.code(quote, "R1");
        }
        this
    }

    pub(crate) fn code(&mut self, quote: &str, code: &str) -> QuotationId {
        let place = NewQuotation::Words(quote.to_owned());
        self.workbench.code_quotation("I1", &place, code, &Judgement::default()).unwrap();
        self.quotation(quote)
    }

    pub(crate) fn quotation(&self, quote: &str) -> QuotationId {
        let codings = self.workbench.codings(None, None, None).unwrap();
        codings.iter().find(|coded| coded.quotation.quote == quote).unwrap().quotation.id
    }

    pub(crate) fn correct(&mut self, words: &str, with: &str) -> CorrectionReport {
        let correction =
            TextCorrection::Words { words: words.to_owned(), with: with.to_owned(), everywhere: false };
        self.workbench.correct_source("I1", &correction, "", false).unwrap()
    }

    pub(crate) fn replace(&mut self, text: &str) -> CorrectionReport {
        let file = self.folder.path().join("corrected.txt");
        std::fs::write(&file, text).unwrap();
        self.workbench.correct_source("I1", &TextCorrection::File(file), "", false).unwrap()
    }

    /// Every placed quotation holds the words of its span, with its surroundings.
    pub(crate) fn is_exact(&self) -> bool {
        let source = self.workbench.source_by_name("I1").unwrap();
        let text: Vec<char> = source.text.chars().collect();
        let words = |range: std::ops::Range<u32>| -> String {
            text[range.start as usize..range.end as usize].iter().collect()
        };
        let codings = self.workbench.codings(None, None, None).unwrap();
        codings.iter().filter(|coded| coded.quotation.anchor == Anchor::Placed).all(|coded| {
            let quotation = &coded.quotation;
            let (start, end) = (quotation.span.start().0, quotation.span.end().0);
            let last = u32::try_from(text.len()).unwrap();
            quotation.text_hash == source.text_hash
                && words(start..end) == quotation.quote
                && words(start.saturating_sub(32)..start) == quotation.before
                && words(end..(end + 32).min(last)) == quotation.after
        })
    }

    pub(crate) fn quotes(&self) -> Vec<String> {
        let codings = self.workbench.codings(None, None, None).unwrap();
        codings.into_iter().map(|coded| coded.quotation.quote).collect()
    }
}
