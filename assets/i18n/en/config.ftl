# The configuration file: where the mistake is, what it is, what to write instead.

config-missing = There is no configuration file { $file }. Run "tameio init" or give the right one with --config.
config-permission = The configuration file { $file } may not be read. Give the desk's user the permission.
config-unreadable = The configuration file { $file } cannot be read ({ $reason }).
config-unwritable = { $file } cannot be written ({ $reason }). Look at the permissions of the file and its folder; the setting { $key } holds until the program ends.
config-not-utf8 = { $file }, line { $line }, column { $column }: the file is not saved as UTF-8. Save it again in the encoding UTF-8.
config-toml = { $file }, line { $line }, column { $column }: the file is not proper TOML ({ $reason }). Write "key = value", texts in double quotes.
config-backslash = { $file }, line { $line }, column { $column }: within double quotes "\" has a meaning of its own. In Windows paths write "/", or use single quotes: 'C:\folder\file'.
config-unknown-key = { $file }, line { $line }, column { $column }: there is no setting "{ $key }". These may stand here: { $known }.
config-wrong-type = { $file }, line { $line }, column { $column }: the setting "{ $key }" is { $found }, and { $expected } is wanted.
config-bad-value = { $file }, line { $line }, column { $column }: the value "{ $value }" is not allowed for "{ $key }". Write { $expected }.

config-kind-text = a quoted text
config-kind-integer = a whole number without quotes
config-kind-float = a decimal number
config-kind-boolean = true or false without quotes
config-kind-date = a date or time
config-kind-array = a list in brackets
config-kind-table = a section

config-expected-one-of = one of: { $words }
config-expected-range = a whole number from { $min } to { $max }
config-expected-alphanumeric = 1 to { $max } Latin letters or digits
config-expected-printable = 1 to { $max } Latin characters, without / : and \
config-expected-series = 1 to { $max } letters or digits, without spaces and dashes
config-expected-short-text = 1 to { $max } characters
config-expected-not-empty = a text: it cannot be left empty
config-expected-span = hours as "08:30-13:00", or "" for a closed day
config-expected-date = a date that exists, as "2026-10-26"
config-expected-address = an address and a port, as "192.0.2.10:4000"
config-expected-device = the whole path of the device, as "/dev/usb/lp0"
config-expected-amount = an amount above zero with a point and two decimals, as "1.00"
config-expected-afm = a right tax number of nine digits
config-expected-account = an account of 1 to 40 characters, such as "38.03.01"
config-expected-date-form = a form with day, month and year, as "%d/%m/%Y"
config-expected-separator = one character, such as ";" or "\t", that is no letter, digit or quote
config-expected-no-mac = false: the mellon protocol has no signature
