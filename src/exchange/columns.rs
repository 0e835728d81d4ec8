//! The fields of a debt and the headers under which a file has them. The documented default headers are listed in
//! [`super::mapping`].

use crate::domain::worded::worded;

/// Field → header. What every debt has is a `String`; the rest is `None` where the layout lacks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The number that the municipality's system gave the debt.
    pub external_id: String,
    /// The debtor's name.
    pub name: String,
    /// ΚΑΕ εσόδων.
    pub revenue_code: String,
    /// What it is for.
    pub description: String,
    /// Fiscal year.
    pub year: String,
    /// Capital.
    pub capital: String,
    /// The debtor's tax number.
    pub afm: Option<String>,
    /// The number that the municipality's system gave the debtor.
    pub debtor_number: Option<String>,
    /// RF code.
    pub rf: Option<String>,
    /// Last day on which the RF code may be paid.
    pub rf_valid_until: Option<String>,
    /// Number of the certification list.
    pub list_no: Option<String>,
    /// Due date.
    pub due: Option<String>,
    /// Surcharge.
    pub surcharge: Option<String>,
    /// The day for which the surcharge was computed.
    pub surcharge_as_of: Option<String>,
    /// Number of the instalment of a plan.
    pub instalment: Option<String>,
    /// Whether the debt was withdrawn: see [`super::mapping::Mapping::cancelled_words`].
    pub status: Option<String>,
}

impl Default for Columns {
    fn default() -> Columns {
        let optional = |header: &str| Some(header.to_owned());
        Columns {
            external_id: "Αριθμός Οφειλής".to_owned(),
            name: "Ονοματεπώνυμο".to_owned(),
            revenue_code: "ΚΑΕ".to_owned(),
            description: "Περιγραφή".to_owned(),
            year: "Έτος".to_owned(),
            capital: "Κεφάλαιο".to_owned(),
            afm: optional("ΑΦΜ"),
            debtor_number: optional("Κωδικός Οφειλέτη"),
            rf: optional("RF"),
            rf_valid_until: optional("Ισχύς RF έως"),
            list_no: optional("Χρηματικός Κατάλογος"),
            due: optional("Λήξη"),
            surcharge: optional("Προσαυξήσεις"),
            surcharge_as_of: optional("Υπολογισμός έως"),
            instalment: optional("Δόση"),
            status: optional("Κατάσταση"),
        }
    }
}

impl Columns {
    /// The header of each field; what every debt has comes first.
    pub fn of(mut header: impl FnMut(Field) -> Option<String>) -> Columns {
        Columns {
            external_id: header(Field::ExternalId).unwrap_or_default(),
            name: header(Field::Name).unwrap_or_default(),
            revenue_code: header(Field::RevenueCode).unwrap_or_default(),
            description: header(Field::Description).unwrap_or_default(),
            year: header(Field::Year).unwrap_or_default(),
            capital: header(Field::Capital).unwrap_or_default(),
            afm: header(Field::Afm),
            debtor_number: header(Field::DebtorNumber),
            rf: header(Field::Rf),
            rf_valid_until: header(Field::RfValidUntil),
            list_no: header(Field::ListNo),
            due: header(Field::Due),
            surcharge: header(Field::Surcharge),
            surcharge_as_of: header(Field::SurchargeAsOf),
            instalment: header(Field::Instalment),
            status: header(Field::Status),
        }
    }

    /// The header of a field; nothing where the layout lacks it.
    pub fn header(&self, field: Field) -> Option<&str> {
        let header = match field {
            Field::ExternalId => Some(&self.external_id),
            Field::Name => Some(&self.name),
            Field::RevenueCode => Some(&self.revenue_code),
            Field::Description => Some(&self.description),
            Field::Year => Some(&self.year),
            Field::Capital => Some(&self.capital),
            Field::Afm => self.afm.as_ref(),
            Field::DebtorNumber => self.debtor_number.as_ref(),
            Field::Rf => self.rf.as_ref(),
            Field::RfValidUntil => self.rf_valid_until.as_ref(),
            Field::ListNo => self.list_no.as_ref(),
            Field::Due => self.due.as_ref(),
            Field::Surcharge => self.surcharge.as_ref(),
            Field::SurchargeAsOf => self.surcharge_as_of.as_ref(),
            Field::Instalment => self.instalment.as_ref(),
            Field::Status => self.status.as_ref(),
        };
        header.map(|header| header.trim()).filter(|header| !header.is_empty())
    }
}

worded! {
    /// A field of a debt that a column can hold.
    pub enum Field {
        /// The number that the municipality's system gave the debt.
        ExternalId = "external_id",
        /// The debtor's tax number.
        Afm = "afm",
        /// The number that the municipality's system gave the debtor.
        DebtorNumber = "debtor_number",
        /// The debtor's name.
        Name = "name",
        /// RF code.
        Rf = "rf",
        /// Last day on which the RF code may be paid.
        RfValidUntil = "rf_valid_until",
        /// ΚΑΕ εσόδων.
        RevenueCode = "revenue_code",
        /// What it is for.
        Description = "description",
        /// Fiscal year.
        Year = "year",
        /// Number of the certification list.
        ListNo = "list_no",
        /// Due date.
        Due = "due",
        /// Capital.
        Capital = "capital",
        /// Surcharge.
        Surcharge = "surcharge",
        /// The day for which the surcharge was computed.
        SurchargeAsOf = "surcharge_as_of",
        /// Number of the instalment of a plan.
        Instalment = "instalment",
        /// Whether the debt was withdrawn.
        Status = "status",
    }
}

impl Field {
    /// Whether its cells hold codes, which a spreadsheet takes for numbers.
    pub fn is_code(self) -> bool {
        matches!(
            self,
            Field::ExternalId | Field::Afm | Field::DebtorNumber | Field::Rf | Field::RevenueCode | Field::ListNo
        )
    }

    /// Whether amounts, what can be paid or whose it is would be wrong where a file has this column under a title that is
    /// not known.
    pub fn matters(self) -> bool {
        !matches!(self, Field::DebtorNumber | Field::ListNo | Field::Due | Field::SurchargeAsOf)
    }

    /// Whether no debt can be without it.
    pub fn is_needed(self) -> bool {
        matches!(
            self,
            Field::ExternalId | Field::Name | Field::RevenueCode | Field::Description | Field::Year | Field::Capital
        )
    }
}
