//! Answers.

use crate::assess::{
    ItemTarget, ResponseFinding, Targets, check_responses, read_responses, simulate, write_responses,
};
use crate::model::{Instrument, InstrumentStatus, ResponseSet};
use crate::sheet::{Problem, Reason};
use crate::store::{NewResponseSet, OperationKind};
use crate::workbench::{Error, Noun, Workbench};

/// What importing answers did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResponseImport {
    /// Name of the set.
    pub name: String,
    /// Respondents.
    pub respondents: usize,
    /// Missing answers.
    pub missing: usize,
    /// What a person should look at.
    pub findings: Vec<ResponseFinding>,
}

/// How answers are simulated.
#[derive(Clone, PartialEq, Debug)]
pub struct SimulationOptions {
    /// Name of the set.
    pub name: String,
    /// One target per item; missing items get the scale's midpoint, SD 1 and loading .7.
    pub targets: Vec<ItemTarget>,
    /// Number of respondents.
    pub respondents: u32,
    /// Correlation between the latent scores of two groups.
    pub group_correlation: f64,
    /// Seed.
    pub seed: u64,
}

impl Workbench {
    /// All sets of answers, oldest first.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn response_sets(&self) -> Result<Vec<ResponseSet>, Error> {
        Ok(self.store.records().response_sets()?)
    }

    /// One set of answers by name, with its questionnaire; the newest without a name.
    ///
    /// # Errors
    /// When there is none.
    pub fn response_set(&self, name: Option<&str>) -> Result<(ResponseSet, Instrument), Error> {
        let sets = self.response_sets()?;
        let names: Vec<String> = sets.iter().map(|set| set.name.clone()).collect();
        let found = match name {
            Some(name) => sets.into_iter().find(|set| set.name == name),
            None => sets.into_iter().next_back(),
        };
        let set = found.ok_or_else(|| Error::NotFound {
            noun: Noun::ResponseSet,
            name: name.unwrap_or("").to_owned(),
            similar: if name.is_some() { names } else { Vec::new() },
        })?;
        let instrument = self.instruments()?.into_iter().find(|instrument| instrument.id == set.instrument);
        let instrument = instrument.ok_or_else(|| Error::NotFound {
            noun: Noun::Instrument,
            name: set.instrument.to_string(),
            similar: Vec::new(),
        })?;
        Ok((set, instrument))
    }

    fn frozen_instrument(&self, version: Option<u32>) -> Result<Instrument, Error> {
        let instrument = self.instrument(version)?;
        if instrument.status == InstrumentStatus::Draft {
            return Err(Error::Draft(instrument.version));
        }
        Ok(instrument)
    }

    fn check_new_set(&self, name: &str) -> Result<(), Error> {
        if self.response_sets()?.iter().any(|set| set.name == name) {
            return Err(Error::Exists { noun: Noun::ResponseSet, name: name.to_owned() });
        }
        Ok(())
    }

    /// Brings in answers to a frozen questionnaire version from a table.
    ///
    /// # Errors
    /// When the version is a draft, a set of that name exists, or something is wrong with the table.
    pub fn import_responses(
        &mut self,
        version: Option<u32>,
        name: &str,
        file: &str,
        bytes: &[u8],
    ) -> Result<ResponseImport, Error> {
        let instrument = self.frozen_instrument(version)?;
        self.check_new_set(name)?;
        let rows = read_responses(bytes, &instrument)
            .map_err(|problems| Error::Table { file: file.to_owned(), problems })?;
        let set = NewResponseSet {
            instrument: instrument.id,
            name: name.to_owned(),
            simulated: false,
            seed: None,
            origin: file.to_owned(),
            rows: rows.into_iter().map(|row| (row.key, row.answers)).collect(),
            imported_at: self.now(),
        };
        self.add_set(OperationKind::ImportResponses, &set, &instrument)
    }

    /// Simulates answers to a frozen questionnaire version; they are marked as simulated for ever.
    ///
    /// # Errors
    /// When the version is a draft, a set of that name exists, or the targets cannot be met.
    pub fn simulate_responses(
        &mut self,
        version: Option<u32>,
        options: &SimulationOptions,
    ) -> Result<ResponseImport, Error> {
        let instrument = self.frozen_instrument(version)?;
        self.check_new_set(&options.name)?;
        let unknown: Vec<Problem> = options
            .targets
            .iter()
            .filter(|target| !instrument.items.iter().any(|item| item.key == target.item))
            .map(|target| Problem::in_cell(0, "item", &target.item, Reason::UnknownItem))
            .collect();
        if !unknown.is_empty() {
            return Err(Error::Table { file: options.name.clone(), problems: unknown });
        }
        let codebook = self.codebook()?;
        let items = instrument
            .items
            .iter()
            .map(|item| {
                let given = options.targets.iter().find(|target| target.item == item.key).cloned();
                given.unwrap_or_else(|| ItemTarget {
                    item: item.key.clone(),
                    mean: instrument.scale.midpoint(),
                    standard_deviation: 1.0,
                    loading: 0.7,
                    group: codebook
                        .component_of(item.factor)
                        .map_or_else(String::new, |component| component.draft.key.clone()),
                })
            })
            .collect();
        let targets = Targets {
            items,
            respondents: options.respondents,
            group_correlation: options.group_correlation,
            seed: options.seed,
        };
        let rows = simulate(&targets, &instrument.scale)?;
        let set = NewResponseSet {
            instrument: instrument.id,
            name: options.name.clone(),
            simulated: true,
            seed: Some(options.seed),
            origin: String::new(),
            rows: (1u32..)
                .zip(rows)
                .map(|(number, row)| (number.to_string(), row.into_iter().map(Some).collect()))
                .collect(),
            imported_at: self.now(),
        };
        self.add_set(OperationKind::SimulateResponses, &set, &instrument)
    }

    fn add_set(
        &mut self,
        kind: OperationKind,
        set: &NewResponseSet,
        instrument: &Instrument,
    ) -> Result<ResponseImport, Error> {
        let detail = [("name", set.name.clone()), ("count", set.rows.len().to_string())];
        self.transact(kind, &detail, |writer| {
            writer.add_response_set(set)?;
            Ok(())
        })?;
        let (stored, _) = self.response_set(Some(&set.name))?;
        Ok(ResponseImport {
            name: set.name.clone(),
            respondents: set.rows.len(),
            missing: stored
                .rows
                .iter()
                .flat_map(|row| &row.answers)
                .filter(|answer| answer.is_none())
                .count(),
            findings: check_responses(instrument, &stored.rows),
        })
    }

    /// What a person should look at in a set of answers.
    ///
    /// # Errors
    /// When there is no such set.
    pub fn check_response_set(&self, name: Option<&str>) -> Result<Vec<ResponseFinding>, Error> {
        let (set, instrument) = self.response_set(name)?;
        Ok(check_responses(&instrument, &set.rows))
    }

    /// A set of answers as a table that [`Workbench::import_responses`] takes back.
    ///
    /// # Errors
    /// When there is no such set.
    pub fn export_responses(&self, name: Option<&str>) -> Result<Vec<u8>, Error> {
        let (set, instrument) = self.response_set(name)?;
        Ok(write_responses(&instrument, &set.rows))
    }

    /// Removes a set of answers with its results.
    ///
    /// # Errors
    /// When there is no such set.
    pub fn remove_responses(&mut self, name: &str) -> Result<(), Error> {
        let (set, _) = self.response_set(Some(name))?;
        self.transact(OperationKind::RemoveResponses, &[("name", set.name.clone())], |writer| {
            writer.remove_response_set(set.id)?;
            Ok(())
        })?;
        Ok(())
    }
}
