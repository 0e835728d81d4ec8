# The receipt printer. No payment is ever lost because no paper came out: the receipt is booked.

printer-not-printed = The payment was made and receipt { $receipt } is booked, but it is not printed yet. Put the printer right and print it again; do not ask for a second payment.
printer-unconfirmed = Receipt { $receipt } was sent, but the printer cannot say whether it was printed. Did it come out whole?
printer-printed = Receipt { $receipt } was printed.
print-done = Printed.
print-unconfirmed = Sent, but the printer cannot say whether it was printed. Look whether the whole paper came out.
printer-ready = The printer is ready.
printer-mute = The printer does not report its state over this link: look at it.
printer-paper-out = The printer is out of paper. Put in a new roll and print again.
printer-paper-near-end = The printer's paper is near its end. Have a new roll at hand.
printer-cover-open = The printer's cover is open. Close it and print again.
printer-offline = The printer is offline. Press its feed button, or switch it off and on.
printer-fault = The printer reports a fault. Switch it off and on; if it happens again, call the technician.
printer-unreachable = The printer does not answer at { $address }. Check that it is on and in the network, and that its address did not change (printer.address).
printer-port-missing = There is no port or device { $port } for the printer. Connect the cable; if the port has changed, correct the printer's settings.
printer-port-busy = The printer's port { $port } is used by another program. Close it and print again.
printer-port-permission = { $port } may not be used. Put the user into the printer's group (lp, or dialout for a serial port) and sign in again.
printer-closed-line = The printer closed the line halfway. Look at what came out and print again.
printer-timeout = The printer did not take the whole receipt in the time that we wait. Look at what came out and print again.
printer-file = The receipt was not written to the file { $path } ({ $reason }). Check the path and the permissions.
printer-trouble = The printer is not available ({ $detail }). Check power, cable and paper.
printer-unencodable = The character "{ $character }" is not in the printer's code page { $page } and has no substitute. Nothing was printed: correct the text or choose another code page (printer.code_page).
printer-not-noted = Receipt { $receipt } was printed, but the database could not note it. Confirm it when the database is available again.
printer-test-sent = The test page was sent. Check that Greek, accented letters and the euro sign are legible.
printer-all-pages-sent = The word "Άρτα" (at D "ΜΑΪΟ") was sent in every code page by every number. Find where it can be read, in a line the leftmost: the line's number is [printer] code_page_number and the letter (A to E, see the top) is code_page. If nowhere, and the letters look Chinese, set kanji_off = true and print again.
