//! What Baft wrote for itself beyond the standard comes back.

use crate::exchange::Subject;
use crate::exchange::extras::{Extras, InstrumentExtras, ResponseExtras};
use crate::exchange::refi::Guid;
use crate::model::{
    CodeId, CoderId, ContentHash, DecisionTarget, Goals, InstrumentId, LevelLabels, ReviewOutcome, Scale,
    ScalePoint, SourceId, Span, StudyInfo,
};
use crate::store::{NewItem, NewResponseSet, NewSettlement};
use crate::workbench::Error;
use crate::workbench::audit::SOLUTION_SETTING;
use crate::workbench::exchange::import::Importer;
use std::collections::{BTreeMap, BTreeSet};

impl Importer<'_, '_> {
    pub(super) fn extras(&mut self) -> Result<(), Error> {
        let incoming = self.incoming;
        let Some(extras) = &incoming.extras else { return Ok(()) };
        for (guid, colour) in &extras.coders {
            if let Some(id) = self.coder_of(guid) {
                self.writer.set_coder_colour(id, colour)?;
            }
        }
        if self.report.known.codes == 0 && self.report.known.sources == 0 {
            self.study(extras)?;
        }
        self.order(extras)?;
        self.review(extras)?;
        let present = self.writer.settings()?;
        for (name, value) in extras.settings.iter().filter(|(name, _)| !present.contains_key(*name)) {
            let code = if name == SOLUTION_SETTING { self.code_of(value) } else { None };
            let value = code.map_or_else(|| value.clone(), |code| code.0.to_string());
            self.writer.put_setting(name, &value)?;
        }
        self.instruments(extras)
    }

    fn coder_of(&self, guid: &str) -> Option<CoderId> {
        self.coders.get(&Guid::parse(guid)?).copied()
    }

    fn code_of(&self, guid: &str) -> Option<CodeId> {
        self.codes.get(&Guid::parse(guid)?).copied()
    }

    fn source_of(&self, guid: &str) -> Option<SourceId> {
        self.sources.get(&Guid::parse(guid)?).copied()
    }

    /// A study that was empty takes labels and goals, and the title when it has none.
    fn study(&self, extras: &Extras) -> Result<(), Error> {
        let before = self.writer.study()?;
        let [open, axial, selective] = extras.study.labels.clone();
        let [factors, subscales, components] = extras.study.goals;
        let title = if before.title.is_empty() { extras.study.title.clone() } else { before.title.clone() };
        let info = StudyInfo {
            title,
            language: extras.study.language.clone(),
            labels: LevelLabels { open, axial, selective },
            goals: Goals { factors, subscales, components },
            ..before.clone()
        };
        if info != before {
            self.writer.put_study(&info)?;
        }
        Ok(())
    }

    /// New sources keep their order among themselves, behind those that were here.
    fn order(&self, extras: &Extras) -> Result<(), Error> {
        let mut places: Vec<(u32, SourceId)> = extras
            .sources
            .iter()
            .filter_map(|(guid, source)| Some((source.position, self.source_of(guid)?)))
            .collect();
        places.sort_unstable();
        let mine: BTreeSet<SourceId> = places.iter().map(|(_, id)| *id).collect();
        let others =
            self.writer.source_texts()?.into_iter().filter(|source| !mine.contains(&source.id)).count();
        if others > 0 {
            return Ok(());
        }
        for (position, (_, id)) in (1_u32..).zip(places) {
            self.writer.set_source_position(id, position)?;
        }
        Ok(())
    }

    fn review(&mut self, extras: &Extras) -> Result<(), Error> {
        let present: BTreeSet<String> = self.writer.rounds()?.into_iter().map(|round| round.name).collect();
        for round in &extras.rounds {
            if present.contains(&round.name) {
                self.report.remarks.add(Subject::KnownName, &round.name, "", 1);
                continue;
            }
            let sources: Vec<SourceId> =
                round.sources.iter().filter_map(|guid| self.source_of(guid)).collect();
            let coders: Vec<CoderId> = round.coders.iter().filter_map(|guid| self.coder_of(guid)).collect();
            let id = self.writer.add_round(&round.name, round.blind, &sources, &coders, self.now)?;
            self.writer.set_round_open(id, round.open)?;
        }
        let texts: BTreeMap<SourceId, ContentHash> =
            self.writer.source_texts()?.into_iter().map(|source| (source.id, source.text_hash)).collect();
        for one in &extras.settlements {
            let places = (self.source_of(&one.source), self.code_of(&one.code), self.coder_of(&one.coder));
            let (Some(source), Some(code), Some(coder)) = places else { continue };
            let (Some(span), Some(text_hash)) =
                (Span::from_stored(one.span[0], one.span[1]), texts.get(&source))
            else {
                continue;
            };
            self.writer.put_settlement(&NewSettlement {
                source,
                code,
                text_hash: text_hash.clone(),
                span,
                coded: one.coded,
                coder,
                note: one.note.clone(),
                made_at: self.now,
            })?;
        }
        for one in &extras.decisions {
            let on_code = self.code_of(&one.code).map(DecisionTarget::Factor);
            let coding = Guid::parse(&one.coding).and_then(|guid| self.codings.get(&guid));
            let target = on_code.or(coding.copied().map(DecisionTarget::Coding));
            let outcome = ReviewOutcome::parse(&one.outcome);
            let (Some(target), Some(outcome), Some(coder)) = (target, outcome, self.coder_of(&one.coder))
            else {
                continue;
            };
            self.writer.put_decision(target, coder, outcome, &one.note, one.made_at)?;
        }
        Ok(())
    }

    fn instruments(&mut self, extras: &Extras) -> Result<(), Error> {
        let present: BTreeSet<u32> = self.writer.instruments()?.into_iter().map(|one| one.version).collect();
        let mut versions: BTreeMap<u32, InstrumentId> = BTreeMap::new();
        for one in &extras.instruments {
            if present.contains(&one.version) {
                self.report.remarks.add(Subject::InstrumentTaken, &one.version.to_string(), "", 1);
                continue;
            }
            match self.instrument(one)? {
                Some(id) => {
                    versions.insert(one.version, id);
                }
                None => {
                    self.report.remarks.add(Subject::Dangling, &one.version.to_string(), "", one.items.len())
                }
            }
        }
        let names: BTreeSet<String> = self.writer.response_sets()?.into_iter().map(|set| set.name).collect();
        for set in &extras.responses {
            let Some(instrument) = versions.get(&set.version).copied() else { continue };
            if names.contains(&set.name) {
                self.report.remarks.add(Subject::KnownName, &set.name, "", 1);
                continue;
            }
            self.answers(set, instrument)?;
        }
        Ok(())
    }

    /// A version with all its items; `None` when a factor of one did not come, since answers are counted by items.
    fn instrument(&self, one: &InstrumentExtras) -> Result<Option<InstrumentId>, Error> {
        let points =
            one.scale.iter().map(|(value, labels)| ScalePoint { value: *value, labels: labels.clone() });
        let items: Option<Vec<NewItem>> = one
            .items
            .iter()
            .map(|item| {
                Some(NewItem {
                    key: item.key.clone(),
                    factor: self.code_of(&item.factor)?,
                    factor_key: item.factor_key.clone(),
                    reversed: item.reversed,
                    wordings: item.wordings.clone(),
                })
            })
            .collect();
        let Some(items) = items else { return Ok(None) };
        let scale = Scale { points: points.collect() };
        let id = self.writer.add_instrument(one.version, &one.titles, &scale, &items)?;
        if one.frozen {
            self.writer.freeze_instrument(id)?;
        }
        Ok(Some(id))
    }

    fn answers(&self, set: &ResponseExtras, instrument: InstrumentId) -> Result<(), Error> {
        self.writer.add_response_set(&NewResponseSet {
            instrument,
            name: set.name.clone(),
            simulated: set.simulated,
            seed: set.seed,
            origin: set.origin.clone(),
            rows: set.rows.clone(),
            imported_at: self.now,
        })?;
        Ok(())
    }
}
