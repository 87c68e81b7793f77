//! The study that benchmarks ask: texts with emoji, half-spaces and Arabic letters, sixty-two codes, overlapping spans.
#![allow(dead_code, reason = "each benchmark uses its own part")]

use baft::model::Goals;
use baft::workbench::{ImportOptions, NewStudy, Session, Silent, Workbench, level_labels};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Words of a document.
pub(crate) const WORDS: usize = 1_550;

/// Words of a turn.
const TURN: usize = 62;

/// What the texts are made of.
const VOCABULARY: [&str; 16] = [
    "سامانه",
    "می\u{200c}شود",
    "كند",
    "بيمه",
    "🙂",
    "شعبه\u{200c}های",
    "VPN",
    "قطع",
    "۱۲",
    "مردم",
    "👩🏽\u{200d}💻",
    "گفتم",
    "نمي\u{200c}دانم",
    "اینترنت،",
    "و",
    "رمز.",
];

/// A word that stands three times in each document.
pub(crate) const RARE: &str = "تعرفه";

/// A seeded stream of numbers (Knuth's linear congruential generator).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % count
    }
}

/// The session of the coder K1.
pub(crate) fn session() -> Session {
    Session { coder: "K1".to_owned(), clock: || 0 }
}

/// The text of a document of [`WORDS`] words.
pub(crate) fn document(dice: &mut Dice) -> String {
    let mut text = String::new();
    for word in 0..WORDS {
        if word % TURN == 0 {
            let speaker = if (word / TURN).is_multiple_of(2) {
                "مصاحبه\u{200c}گر"
            } else {
                "مصاحبه\u{200c}شونده"
            };
            let _ = write!(text, "\n{speaker}: ");
        }
        let place = dice.below(VOCABULARY.len());
        text.push_str(if word % 520 == 7 { RARE } else { VOCABULARY[place] });
        text.push(' ');
    }
    text
}

/// A codebook of two components, four subscales, sixteen factors and forty open codes: sixty-two codes.
pub(crate) fn codebook() -> String {
    let mut sheet = "key,level,parent,name\n".to_owned();
    for code in 0..62 {
        let _ = match code {
            0..2 => writeln!(sheet, "C{code},selective,,مؤلفه {code}"),
            2..6 => writeln!(sheet, "S{code},axial,C{},خرده\u{200c}مقیاس {code}", code % 2),
            6..22 => writeln!(sheet, "R{code},open,S{},عامل {code}", 2 + code % 4),
            _ => writeln!(sheet, "O{code},open,R{},کد باز {code}", 6 + code % 16),
        };
    }
    sheet
}

/// Writes documents into a folder and says where it is.
pub(crate) fn write_documents(folder: &Path, name: &str, documents: usize) -> PathBuf {
    let mut dice = Dice(7);
    let texts = folder.join(format!("{name}-texts"));
    std::fs::create_dir_all(&texts).expect("a temporary folder");
    for number in 0..documents {
        let text = document(&mut dice);
        std::fs::write(texts.join(format!("I{number:04}.txt")), text).expect("a temporary folder");
    }
    texts
}

/// Makes an empty study.
pub(crate) fn make_empty(folder: &Path, name: &str) -> Workbench {
    let path = folder.join(format!("{name}.baft"));
    let study = NewStudy {
        uuid: name.to_owned(),
        title: name.to_owned(),
        language: "fa".to_owned(),
        labels: level_labels("fa"),
        goals: Goals::default(),
    };
    Workbench::create(&path, &study, session()).expect("a temporary folder")
}

/// Makes a study of documents and codings.
pub(crate) fn make(folder: &Path, name: &str, documents: usize, codings: usize) -> PathBuf {
    let texts = write_documents(folder, name, documents);
    let mut workbench = make_empty(folder, name);
    let mut dice = Dice(11);
    workbench.import_sources(&[texts], &ImportOptions::default(), &Silent).expect("texts are texts");
    workbench.import_codebook("codebook.csv", codebook().as_bytes()).expect("the codebook is sound");
    let sources = workbench.sources().expect("the study was made");
    let mut sheet = "source,start,end,code,coder,weight\n".to_owned();
    for number in 0..codings {
        let source = &sources[number % sources.len()];
        let start = dice.below(source.length as usize - 300);
        let end = start + 20 + dice.below(180);
        let (code, coder) = (22 + dice.below(40), 1 + dice.below(2));
        let _ = writeln!(sheet, "{},{start},{end},O{code},K{coder},{}", source.name, 1 + dice.below(100));
    }
    workbench.import_codings("codings.csv", sheet.as_bytes(), false).expect("the sheet is sound");
    workbench.path().to_path_buf()
}
