//! The upper halves of the Greek code pages of DOS: printers speak them, and old systems write files in them.

/// What stands in a table where the page has nothing.
pub const UNUSED: char = char::REPLACEMENT_CHARACTER;

/// 0x80..=0xFF of IBM 737.
pub const IBM_737: &str = "\
    ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠ\
    ΡΣΤΥΦΧΨΩαβγδεζηθ\
    ικλμνξοπρσςτυφχψ\
    ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧\
    ╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    ωάέήϊίόύϋώΆΈΉΊΌΎ\
    Ώ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u{a0}\
";

/// 0x80..=0xFF of IBM 869. The euro at 0x87 is not in the page of Windows: only some printers have it.
pub const IBM_869: &str = "\
    \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}Ά€·¬¦‘’Έ―Ή\
    ΊΪΌ\u{fffd}\u{fffd}ΎΫ©Ώ²³ά£έήί\
    ϊΐόύΑΒΓΔΕΖΗ½ΘΙ«»\
    ░▒▓│┤ΚΛΜΝ╣║╗╝ΞΟ┐\
    └┴┬├─┼ΠΡ╚╔╩╦╠═╬Σ\
    ΤΥΦΧΨΩαβγ┘┌█▄δε▀\
    ζηθικλμνξοπρσςτ΄\
    \u{ad}±υφχ§ψ΅°¨ωϋΰώ■\u{a0}\
";
