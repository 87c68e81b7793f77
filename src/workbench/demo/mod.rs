//! The sample study from beginning to end: sources in, index, codebook, codings, audit, questionnaire, answers,
//! assessment, report.

mod sample;

use crate::assess::{Assessment, Verdict, read_targets};
use crate::codebook::Codebook;
use crate::locale::{Arguments, Locale, UiLanguage};
use crate::model::{Goals, Level, SourceKind};
use crate::report::questionnaire;
use crate::store;
use crate::workbench::files::{read_bytes, write_bytes};
use crate::workbench::{
    AssessOptions, Error, ImportOptions, ImportOutcome, NewStudy, Progress, ReportOptions, Session,
    SimulationOptions, Workbench, standard_wording,
};
use sample::Sample;
use std::path::{Path, PathBuf};

/// Number of stages that are told.
const STAGES: u32 = 9;

/// One stage that is done, for the line that tells it.
#[derive(Clone, PartialEq, Debug)]
pub struct DemoStage {
    /// Number of the stage, from 1.
    pub number: u32,
    /// Number of stages in all.
    pub total: u32,
    /// What was done, in the reader's language.
    pub what: String,
}

/// What the demonstration made.
#[derive(Clone, PartialEq, Debug)]
pub struct DemoSummary {
    /// The study file.
    pub study: PathBuf,
    /// The report.
    pub report: PathBuf,
    /// The questionnaire to print.
    pub questionnaire: PathBuf,
    /// Folder with codebook, codings, items and answers as tables.
    pub tables: PathBuf,
    /// Sources.
    pub sources: usize,
    /// Codings.
    pub codings: usize,
    /// Factors.
    pub factors: usize,
    /// Weakly supported factors.
    pub weak: usize,
    /// Respondents.
    pub respondents: usize,
    /// Favourable factors.
    pub favourable: usize,
    /// Unfavourable factors.
    pub unfavourable: usize,
    /// Undetermined factors.
    pub undetermined: usize,
    /// Favourable factors by the two-state rule.
    pub favourable_two_state: usize,
    /// Unfavourable factors by the two-state rule.
    pub unfavourable_two_state: usize,
}

/// Everything the stages need.
struct Run<'a> {
    workbench: Workbench,
    sample: Sample,
    options: &'a DemoOptions<'a>,
}

/// Where and how the demonstration runs.
pub struct DemoOptions<'a> {
    /// Folder to work in.
    pub folder: &'a Path,
    /// Name of the study that survives copying (UUID).
    pub uuid: &'a str,
    /// The reader's language.
    pub locale: &'a Locale,
    /// Is told of progress.
    pub progress: &'a dyn Progress,
    /// Turns the assessment into the JSON that the study keeps.
    pub result_shape: fn(&Assessment, &Codebook) -> String,
}

/// Builds the sample study in the folder and runs the whole pipeline; what an earlier demonstration made there is replaced.
///
/// `tell` is called after each stage.
///
/// # Errors
/// When the folder holds something else under the same names, cannot be written, or the user stops it.
pub fn demo(
    options: &DemoOptions<'_>,
    session: Session,
    tell: &mut dyn FnMut(DemoStage),
) -> Result<DemoSummary, Error> {
    let sample = Sample::unpack(options.folder)?;
    let study = options.folder.join("sample.baft");
    remove_earlier(&study)?;
    let new = NewStudy {
        uuid: options.uuid.to_owned(),
        title: sample.title.clone(),
        language: sample.language.clone(),
        labels: level_labels(&sample.language),
        goals: sample.goals,
    };
    let workbench = Workbench::create(&study, &new, session)?;
    let mut run = Run { workbench, sample, options };
    let mut number = 0;
    let mut done = |what: String| {
        number += 1;
        tell(DemoStage { number, total: STAGES, what });
    };
    let (sources, what) = run.import()?;
    done(what);
    done(run.index()?);
    done(run.codebook()?);
    let (codings, what) = run.codings()?;
    done(what);
    let (factors, weak, what) = run.audit()?;
    done(what);
    let (questionnaire, what) = run.instrument()?;
    done(what);
    let (respondents, what) = run.responses()?;
    done(what);
    let (assessment, what) = run.assess()?;
    done(what);
    let (report, tables, what) = run.report()?;
    done(what);
    Ok(DemoSummary {
        study,
        report,
        questionnaire,
        tables,
        sources,
        codings,
        factors,
        weak,
        respondents,
        favourable: assessment.count(Verdict::Favourable),
        unfavourable: assessment.count(Verdict::Unfavourable),
        undetermined: assessment.count(Verdict::Undetermined),
        favourable_two_state: assessment.count_two_state(Verdict::Favourable),
        unfavourable_two_state: assessment.count_two_state(Verdict::Unfavourable),
    })
}

/// The labels of the levels in a study of that language.
pub fn level_labels(language: &str) -> crate::model::LevelLabels {
    let locale = Locale::new(UiLanguage::parse(language).unwrap_or(UiLanguage::English));
    crate::model::LevelLabels {
        open: locale.text("level-open"),
        axial: locale.text("level-axial"),
        selective: locale.text("level-selective"),
    }
}

/// Removes the study that an earlier demonstration made, with its index; never a file that is no study.
fn remove_earlier(study: &Path) -> Result<(), Error> {
    if !study.exists() {
        return Ok(());
    }
    store::Store::open(study)?;
    let error = |path: &Path, reason| Error::File { path: path.to_path_buf(), reason };
    for suffix in ["", "-wal", "-shm"] {
        let mut name = study.as_os_str().to_owned();
        name.push(suffix);
        let path = PathBuf::from(name);
        if path.exists() {
            std::fs::remove_file(&path).map_err(|reason| error(&path, reason))?;
        }
    }
    let mut index = study.as_os_str().to_owned();
    index.push(".index");
    let index = PathBuf::from(index);
    if index.exists() {
        std::fs::remove_dir_all(&index).map_err(|reason| error(&index, reason))?;
    }
    Ok(())
}

impl Run<'_> {
    fn import(&mut self) -> Result<(usize, String), Error> {
        let mut turns = 0;
        let mut sources = 0;
        for (kind, path) in self.sample.sources.clone() {
            let options = ImportOptions { kind: Some(kind), ..ImportOptions::default() };
            let report = self.workbench.import_sources(&[path], &options, self.options.progress)?;
            sources += report.imported();
            for file in report.files {
                match file.outcome {
                    ImportOutcome::Imported { turns: count, .. } => turns += count,
                    ImportOutcome::Known { .. } => {}
                    ImportOutcome::Failed(error) => return Err(error),
                }
            }
        }
        for table in self.sample.attributes.clone() {
            self.workbench.import_attributes(&table)?;
        }
        let counts = Arguments::new().count("count", sources).count("turns", turns);
        Ok((sources, self.options.locale.say("demo-sources", &counts)))
    }

    fn index(&mut self) -> Result<String, Error> {
        self.workbench.refresh_index(self.options.progress)?;
        let count = self.workbench.sources()?.len();
        Ok(self.options.locale.say("demo-index", &Arguments::new().count("count", count)))
    }

    fn codebook(&mut self) -> Result<String, Error> {
        let path = self.sample.codebook.clone();
        self.workbench.import_codebook(&path.display().to_string(), &read_bytes(&path)?)?;
        let codebook = self.workbench.codebook()?;
        let factors = codebook.factors().len();
        let counts = Arguments::new()
            .count("components", codebook.of_level(Level::Selective).len())
            .count("subscales", codebook.of_level(Level::Axial).len())
            .count("factors", factors)
            .count("codes", codebook.of_level(Level::Open).len() - factors);
        Ok(self.options.locale.say("demo-codebook", &counts))
    }

    fn codings(&mut self) -> Result<(usize, String), Error> {
        for sheet in self.sample.codings.clone() {
            self.workbench.import_codings(&sheet.display().to_string(), &read_bytes(&sheet)?, false)?;
        }
        for sheet in self.sample.memos.clone() {
            self.workbench.import_memos(&sheet.display().to_string(), &read_bytes(&sheet)?)?;
        }
        let codings = self.workbench.codings(None, None, None)?.len();
        let counts = Arguments::new()
            .count("count", codings)
            .count("coders", self.workbench.coders()?.len())
            .count("memos", self.workbench.memos()?.len());
        Ok((codings, self.options.locale.say("demo-codings", &counts)))
    }

    fn audit(&mut self) -> Result<(usize, usize, String), Error> {
        let audit = self.workbench.audit(self.workbench.audit_rules()?)?;
        let weak = audit.factors.iter().filter(|factor| factor.is_weak()).count();
        let counts = Arguments::new().count("factors", audit.factors.len()).count("weak", weak);
        Ok((audit.factors.len(), weak, self.options.locale.say("demo-audit", &counts)))
    }

    fn instrument(&mut self) -> Result<(PathBuf, String), Error> {
        let wording = standard_wording("", 5);
        let version =
            self.workbench.generate_instrument(&wording.titles, &wording.scale, &wording.templates)?;
        self.workbench.freeze_instrument(Some(version))?;
        let instrument = self.workbench.instrument(Some(version))?;
        let language = UiLanguage::parse(&self.sample.language).unwrap_or(UiLanguage::English);
        let path = self.options.folder.join("questionnaire.html");
        write_bytes(&path, questionnaire(&instrument, &Locale::new(language)).as_bytes())?;
        let counts = Arguments::new().count("items", instrument.items.len()).count("version", version);
        Ok((path, self.options.locale.say("demo-instrument", &counts)))
    }

    fn responses(&mut self) -> Result<(usize, String), Error> {
        let path = self.sample.targets.clone();
        let file = path.display().to_string();
        let targets =
            read_targets(&read_bytes(&path)?).map_err(|problems| Error::Table { file, problems })?;
        let options = SimulationOptions {
            name: "simulated".to_owned(),
            targets,
            respondents: self.sample.respondents,
            group_correlation: self.sample.group_correlation,
            seed: self.sample.seed,
        };
        let import = self.workbench.simulate_responses(None, &options)?;
        let counts = Arguments::new()
            .count("respondents", import.respondents)
            .text("seed", self.options.locale.localised_digits(&options.seed.to_string()));
        Ok((import.respondents, self.options.locale.say("demo-responses", &counts)))
    }

    fn assess(&mut self) -> Result<(Assessment, String), Error> {
        let assessment =
            self.workbench.assess_and_keep(&AssessOptions::default(), self.options.result_shape)?;
        let counts = Arguments::new()
            .count("favourable", assessment.count(Verdict::Favourable))
            .count("unfavourable", assessment.count(Verdict::Unfavourable))
            .count("undetermined", assessment.count(Verdict::Undetermined));
        Ok((assessment, self.options.locale.say("demo-assessment", &counts)))
    }

    fn report(&mut self) -> Result<(PathBuf, PathBuf, String), Error> {
        let tables = self.options.folder.join("tables");
        std::fs::create_dir_all(&tables).map_err(|reason| Error::File { path: tables.clone(), reason })?;
        write_bytes(&tables.join("codebook.csv"), &self.workbench.export_codebook()?)?;
        write_bytes(&tables.join("codings.csv"), &self.workbench.export_codings(None)?)?;
        write_bytes(&tables.join("items.csv"), &self.workbench.export_items(None)?)?;
        write_bytes(&tables.join("answers.csv"), &self.workbench.export_responses(None)?)?;
        let path = self.options.folder.join("report.html");
        let options = ReportOptions { languages: Vec::new(), set: None, written_at: self.workbench.now() };
        write_bytes(&path, self.workbench.report(&options)?.as_bytes())?;
        Ok((path, tables, self.options.locale.text("demo-report")))
    }
}

/// Numbers of a sample's goals, as in `42/16/4`.
pub fn parse_goals(text: &str) -> Option<Goals> {
    let numbers: Vec<u32> = text
        .split('/')
        .map(|part| crate::text::digits::parse_count(part).and_then(|count| u32::try_from(count).ok()))
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [factors, subscales, components] => Some(Goals {
            factors: Some(*factors),
            subscales: Some(*subscales),
            components: Some(*components),
        }),
        _ => None,
    }
}

/// The kind of source that a sample's line names.
fn kind_of(word: &str) -> SourceKind {
    SourceKind::parse(word).unwrap_or(SourceKind::Document)
}
