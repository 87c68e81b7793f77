//! The questionnaire.

use crate::coding::Evidence;
use crate::instrument::{DraftItem, Template, generate, read_items, write_items};
use crate::locale::{Locale, UiLanguage};
use crate::model::{Instrument, InstrumentStatus, Item, Scale, ScalePoint};
use crate::store::{NewItem, OperationKind};
use crate::workbench::{Error, Noun, Workbench};
use std::collections::BTreeMap;

/// An item with the quotations it rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemEvidence {
    /// The item.
    pub item: Item,
    /// Every coding that supports its factor.
    pub evidence: Vec<Evidence>,
}

impl Workbench {
    /// All questionnaire versions, oldest first.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn instruments(&self) -> Result<Vec<Instrument>, Error> {
        Ok(self.store.records().instruments()?)
    }

    /// One questionnaire version; the newest without a number.
    ///
    /// # Errors
    /// When there is none.
    pub fn instrument(&self, version: Option<u32>) -> Result<Instrument, Error> {
        let instruments = self.instruments()?;
        let found = match version {
            Some(version) => instruments.into_iter().find(|instrument| instrument.version == version),
            None => instruments.into_iter().next_back(),
        };
        found.ok_or_else(|| Error::NotFound {
            noun: Noun::Instrument,
            name: version.map_or_else(String::new, |version| version.to_string()),
            similar: Vec::new(),
        })
    }

    /// Makes a new questionnaire version with one draft item for every factor; returns its number.
    ///
    /// # Errors
    /// When the codebook has no factors.
    pub fn generate_instrument(
        &mut self,
        titles: &BTreeMap<String, String>,
        scale: &Scale,
        templates: &[Template],
    ) -> Result<u32, Error> {
        let language = self.info()?.language;
        let items = generate(&self.codebook()?, &language, templates);
        if items.is_empty() {
            return Err(Error::NoFactors);
        }
        let version = self.instruments()?.last().map_or(1, |last| last.version + 1);
        let items: Vec<NewItem> = items.into_iter().map(new_item).collect();
        let detail = [("version", version.to_string()), ("count", items.len().to_string())];
        self.transact(OperationKind::GenerateInstrument, &detail, |writer| {
            writer.add_instrument(version, titles, scale, &items)?;
            Ok(())
        })?;
        Ok(version)
    }

    /// Makes the items of a draft exactly those of an item sheet.
    ///
    /// # Errors
    /// When there is no such version, it is frozen, or something is wrong with the sheet.
    pub fn import_items(&mut self, version: Option<u32>, file: &str, bytes: &[u8]) -> Result<usize, Error> {
        let instrument = self.instrument(version)?;
        if instrument.status == InstrumentStatus::Frozen {
            return Err(Error::Frozen(instrument.version));
        }
        let items = read_items(bytes, &self.codebook()?)
            .map_err(|problems| Error::Table { file: file.to_owned(), problems })?;
        let items: Vec<NewItem> = items.into_iter().map(new_item).collect();
        let detail = [("version", instrument.version.to_string()), ("count", items.len().to_string())];
        self.transact(OperationKind::EditInstrument, &detail, |writer| {
            writer.replace_items(instrument.id, &items)?;
            Ok(())
        })?;
        Ok(items.len())
    }

    /// The items as a sheet that [`Workbench::import_items`] takes back.
    ///
    /// # Errors
    /// When there is no such version.
    pub fn export_items(&self, version: Option<u32>) -> Result<Vec<u8>, Error> {
        Ok(write_items(&self.instrument(version)?.items))
    }

    /// Freezes a questionnaire version: from now on answers may refer to it, and it never changes. Returns its number.
    ///
    /// # Errors
    /// When there is no such version or it is frozen already.
    pub fn freeze_instrument(&mut self, version: Option<u32>) -> Result<u32, Error> {
        let instrument = self.instrument(version)?;
        if instrument.status == InstrumentStatus::Frozen {
            return Err(Error::Frozen(instrument.version));
        }
        let detail = [("version", instrument.version.to_string())];
        self.transact(OperationKind::FreezeInstrument, &detail, |writer| {
            writer.freeze_instrument(instrument.id)?;
            Ok(())
        })?;
        Ok(instrument.version)
    }

    /// The items with the quotations each rests on.
    ///
    /// # Errors
    /// When there is no such version.
    pub fn item_evidence(&self, version: Option<u32>) -> Result<Vec<ItemEvidence>, Error> {
        let instrument = self.instrument(version)?;
        let audit = self.audit(self.audit_rules()?)?;
        Ok(instrument
            .items
            .into_iter()
            .map(|item| {
                let factor = audit.factors.iter().find(|factor| factor.factor == item.factor);
                let evidence = factor.map_or_else(Vec::new, |factor| factor.evidence.clone());
                ItemEvidence { item, evidence }
            })
            .collect())
    }
}

/// Titles, answer scale and wording templates of a new questionnaire, in every language of the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wording {
    /// Title by language tag.
    pub titles: BTreeMap<String, String>,
    /// The answer scale.
    pub scale: Scale,
    /// How a factor's name becomes a statement.
    pub templates: Vec<Template>,
}

/// The wording that the program offers for a scale of that many points.
pub fn standard_wording(title: &str, points: u8) -> Wording {
    let locales: Vec<Locale> = UiLanguage::ALL.into_iter().map(Locale::new).collect();
    let tag = |locale: &Locale| locale.language().tag().to_owned();
    let titles = locales
        .iter()
        .map(|locale| {
            let own = if title.is_empty() { locale.text("questionnaire-title") } else { title.to_owned() };
            (tag(locale), own)
        })
        .collect();
    let labels = |point: u8| {
        locales
            .iter()
            .filter_map(|locale| {
                let key = format!("scale-{points}-{point}");
                locale.has(&key).then(|| (tag(locale), locale.text(&key)))
            })
            .collect()
    };
    let scale = Scale {
        points: (1..=points)
            .map(|point| ScalePoint { value: i32::from(point), labels: labels(point) })
            .collect(),
    };
    let templates = locales
        .iter()
        .map(|locale| Template { language: tag(locale), wording: locale.text("item-template") })
        .collect();
    Wording { titles, scale, templates }
}

fn new_item(item: DraftItem) -> NewItem {
    NewItem {
        key: item.key,
        factor: item.factor,
        factor_key: item.factor_key,
        reversed: item.reversed,
        wordings: item.wordings,
    }
}
