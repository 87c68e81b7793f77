//! What a study holds beyond the standard: a note for Baft itself, notes and a drawing for people.

use crate::exchange::Subject;
use crate::exchange::extras::{
    DecisionExtras, InstrumentExtras, ItemExtras, NOTE_NAME, ResponseExtras, RoundExtras, SettlementExtras,
    StudyExtras,
};
use crate::exchange::refi::{Edge, Graph, Guid, TextSource, Vertex};
use crate::locale::Arguments;
use crate::model::{CodeId, DecisionTarget, Instrument, InstrumentStatus, Level};
use crate::store::ExchangeNoun;
use crate::workbench::Error;
use crate::workbench::audit::SOLUTION_SETTING;
use crate::workbench::exchange::export::{Body, Exporter, bare};
use std::collections::BTreeMap;

/// Size of a node of the drawing and the room between two.
const NODE: (i64, i64) = (160, 40);
const ROOM: (i64, i64) = (60, 15);

impl Exporter<'_> {
    pub(super) fn beyond_the_standard(&mut self) -> Result<(), Error> {
        let info = self.study.store.records().study()?;
        self.extras.study = StudyExtras {
            uuid: info.uuid,
            title: info.title,
            language: info.language,
            labels: [info.labels.open, info.labels.axial, info.labels.selective],
            goals: [info.goals.factors, info.goals.subscales, info.goals.components],
        };
        self.review()?;
        self.instruments()?;
        self.drawing();
        self.extras.settings = self.study.store.records().settings()?;
        // The one setting that names a thing of the study by its number.
        if let Some(code) = self.extras.settings.get(SOLUTION_SETTING).and_then(|text| text.parse().ok()) {
            let guid = self.code_guid(CodeId(code));
            self.extras.settings.insert(SOLUTION_SETTING.to_owned(), guid);
        }
        self.history()?;
        let guid = self.names.derived("note", "extras");
        self.extras.generated.push(guid.to_string());
        let name = format!("{guid}.txt");
        self.files.insert(name.clone(), Body::Words(self.extras.write()));
        let note = TextSource {
            name: NOTE_NAME.to_owned(),
            plain_path: ["internal://", &name].concat(),
            ..TextSource::bare(guid)
        };
        self.project.notes.push(note);
        self.project.note_refs.push(guid);
        Ok(())
    }

    fn code_guid(&self, id: CodeId) -> String {
        self.names.guid(ExchangeNoun::Code, id.0).to_string()
    }

    fn review(&mut self) -> Result<(), Error> {
        let records = self.study.store.records();
        let coder = |this: &Self, id| this.coder_guids.get(&id).map(Guid::to_string).unwrap_or_default();
        for round in records.rounds()? {
            let sources = round.sources.iter().map(|id| self.source_guid(*id).to_string()).collect();
            let coders = round.coders.iter().map(|id| coder(self, *id)).collect();
            let (name, blind, open) = (round.name, round.blind, round.open);
            self.extras.rounds.push(RoundExtras { name, blind, open, sources, coders });
        }
        let texts: BTreeMap<_, _> =
            records.source_texts()?.into_iter().map(|source| (source.id, source.text_hash)).collect();
        let mut unplaced = 0;
        for one in records.settlements()? {
            if texts.get(&one.source) != Some(&one.text_hash) {
                unplaced += 1;
                continue;
            }
            let settlement = SettlementExtras {
                source: self.source_guid(one.source).to_string(),
                code: self.code_guid(one.code),
                span: [one.span.start().0, one.span.end().0],
                coded: one.coded,
                coder: coder(self, one.coder),
                note: one.note,
            };
            self.extras.settlements.push(settlement);
        }
        for one in records.decisions()? {
            let (code, coding) = match one.target {
                DecisionTarget::Factor(code) => (self.code_guid(code), String::new()),
                DecisionTarget::Coding(id) => {
                    (String::new(), self.names.guid(ExchangeNoun::Coding, id.0).to_string())
                }
            };
            let decision = DecisionExtras {
                code,
                coding,
                coder: coder(self, one.coder),
                outcome: one.outcome.as_str().to_owned(),
                note: one.note,
                made_at: one.made_at,
            };
            self.extras.decisions.push(decision);
        }
        let extras = &self.extras;
        let count = extras.rounds.len() + extras.settlements.len() + extras.decisions.len();
        self.report.remarks.add(Subject::Agreement, "", "", count);
        self.report.remarks.add(Subject::Unplaced, "", "", unplaced);
        Ok(())
    }

    fn instruments(&mut self) -> Result<(), Error> {
        let records = self.study.store.records();
        let instruments = records.instruments()?;
        for one in &instruments {
            let items = one.items.iter().map(|item| ItemExtras {
                key: item.key.clone(),
                factor: self.code_guid(item.factor),
                factor_key: item.factor_key.clone(),
                reversed: item.reversed,
                wordings: item.wordings.clone(),
            });
            let extras = InstrumentExtras {
                version: one.version,
                frozen: one.status == InstrumentStatus::Frozen,
                titles: one.titles.clone(),
                scale: one.scale.points.iter().map(|point| (point.value, point.labels.clone())).collect(),
                items: items.collect(),
            };
            self.extras.instruments.push(extras);
            self.instrument_note(one);
        }
        for set in records.response_sets()? {
            let version =
                instruments.iter().find(|one| one.id == set.instrument).map_or(0, |one| one.version);
            self.report.remarks.add(Subject::Responses, &set.name, "", set.rows.len());
            self.extras.responses.push(ResponseExtras {
                name: set.name,
                version,
                simulated: set.simulated,
                seed: set.seed,
                origin: set.origin,
                rows: set.rows.into_iter().map(|row| (row.key, row.answers)).collect(),
            });
        }
        self.report.remarks.add(Subject::Instruments, "", "", instruments.len());
        Ok(())
    }

    /// The questionnaire as a note that people can read in any program.
    fn instrument_note(&mut self, instrument: &Instrument) {
        let language = self.locale.language().tag();
        let said = |texts: &BTreeMap<String, String>| {
            texts.get(language).or_else(|| texts.values().next()).cloned().unwrap_or_default()
        };
        let mut lines = vec![said(&instrument.titles)];
        for point in &instrument.scale.points {
            lines.push(format!("{} = {}", point.value, said(&point.labels)));
        }
        for item in &instrument.items {
            let sign = if item.reversed { " (\u{2212})" } else { "" };
            lines.push(format!("{}. {} [{}]{sign}", item.key, said(&item.wordings), item.factor_key));
        }
        let guid = self.names.derived("instrument", &instrument.version.to_string());
        self.extras.generated.push(guid.to_string());
        let name = Arguments::new().count("version", instrument.version);
        self.project.notes.push(TextSource {
            name: bare(&self.locale.say("exchange-note-instrument", &name)),
            content: Some(lines.join("\n")),
            ..TextSource::bare(guid)
        });
        self.project.note_refs.push(guid);
    }

    /// Components, subscales and factors as a drawing, a column each.
    fn drawing(&mut self) {
        let shown: Vec<(usize, CodeId, Option<CodeId>)> = self
            .codebook
            .in_order()
            .into_iter()
            .filter(|(_, code)| code.level != Level::Open || self.codebook.is_factor(code.id))
            .map(|(depth, code)| (depth, code.id, code.parent))
            .collect();
        if !shown.iter().any(|(depth, ..)| *depth > 0) {
            return;
        }
        let mut vertices = Vec::new();
        let mut edges = Vec::new();
        let mut places: BTreeMap<CodeId, Guid> = BTreeMap::new();
        for (row, (depth, id, parent)) in (0_i64..).zip(&shown) {
            let guid = self.names.derived("vertex", &id.to_string());
            let column = i64::try_from(*depth).unwrap_or(i64::MAX);
            let first = (column * (NODE.0 + ROOM.0), row * (NODE.1 + ROOM.1));
            let code = self.codebook.get(*id);
            vertices.push(Vertex {
                guid,
                represents: Some(self.names.guid(ExchangeNoun::Code, id.0)),
                name: code.map(|code| code.draft.name.clone()).unwrap_or_default(),
                first,
                second: (Some(first.0 + NODE.0), Some(first.1 + NODE.1)),
                shape: "RoundedRectangle".to_owned(),
                colour: code.map(|code| code.draft.colour.clone()).unwrap_or_default(),
            });
            if let Some(above) = parent.and_then(|parent| places.get(&parent)) {
                edges.push(Edge {
                    guid: self.names.derived("edge", &id.to_string()),
                    represents: None,
                    name: String::new(),
                    source: *above,
                    target: guid,
                    colour: String::new(),
                    direction: "OneWay".to_owned(),
                    line_style: "solid".to_owned(),
                });
            }
            places.insert(*id, guid);
        }
        let guid = self.names.derived("graph", "codebook");
        self.extras.generated.push(guid.to_string());
        let name = self.locale.text("exchange-graph-codebook");
        self.project.graphs.push(Graph { guid, name, vertices, edges });
    }

    /// What stays in the study file alone.
    fn history(&mut self) -> Result<(), Error> {
        let records = self.study.store.records();
        let operations = records.operations(None, u32::MAX)?.len();
        self.report.remarks.add(Subject::History, "", "", operations);
        Ok(())
    }
}
