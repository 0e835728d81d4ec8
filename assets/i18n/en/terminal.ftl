# What the card terminal said, and what the cashier does now. The code is shown small, for the technician.

terminal-code-result = result code { $code }
terminal-code-error = error code { $code }

## Results: the card was charged only with 00

terminal-result-00 = The payment was approved.
terminal-result-03 = The payment was cancelled on the terminal, or no card came in time. The card was not charged. If the citizen wants to pay, try again.
terminal-result-04 = The terminal declined the card. The card was not charged. Tell the citizen: "The terminal did not accept your card. Shall we try again, or with another card?"
terminal-result-05 = The bank declined the payment. The card was not charged. Tell the citizen: "Your bank did not approve the payment. Only the bank knows why. Do you have another card?"
terminal-result-06 = The terminal lost its connection to the bank. The card was not charged. Try again in a minute; if it happens again, check the terminal's network.
terminal-result-09 = The bank does not answer. The card was not charged. Try again in a few minutes, or tell the citizen to pay with the RF code.
terminal-result-33 = The payment was declined without a reason. The card was not charged. Tell the citizen: "The payment was not approved. Do you have another card?"
terminal-result-66 = The terminal had an internal fault. The card was not charged. Restart the terminal and try again; if it happens again, call its support.
terminal-result-other = The terminal refused the payment with a code that is not known ({ $code }). The card was not charged. Try again or with another card; if it happens again, give the code to the technician.

## Errors: the terminal refused the request before it read a card

terminal-error-001 = The terminal does not support this protocol. No card was read. The technician checks terminal.protocol in the settings, and the link to a cash desk on the terminal.
terminal-error-002 = The terminal has seen this session number before. No card was read. Try again: a new number will be used.
terminal-error-003 = The terminal did not understand the request. No card was read. The technician checks terminal.protocol and terminal.ecr_id in the settings.
terminal-error-004 = The terminal takes no payments in euro. No card was read. Call the terminal's support.
terminal-error-100 = The terminal had an internal error. No card was read. Restart it and try again; if it happens again, call its support.
terminal-error-500 = The terminal does not know this command. No card was read. The technician checks that the terminal's software and terminal.protocol fit.
terminal-error-501 = The terminal refused something in the request. No card was read. The technician checks terminal.ecr_id and terminal.custom in the settings.
terminal-error-502 = The terminal wants a signature (MAC) that was not sent. No card was read. The technician loads the keys with "tameio terminal keys" and sets terminal.mac = true.
terminal-error-503 = The terminal did not accept the signature (MAC). No card was read. The technician loads the keys again with "tameio terminal keys".
terminal-error-504 = The terminal does not support signatures (MAC). No card was read. The technician sets terminal.mac = false in the settings.
terminal-error-777 = The terminal has no connection to the bank. No card was read. Check the terminal's network or SIM card and try again.
terminal-error-999 = The terminal is busy: somebody is in its menu, or it is printing or updating. No card was read. Bring it back to its first screen and try again.
terminal-error-other = The terminal refused the request with a code that is not known ({ $code }). No card was read. Try again; if it happens again, give the code to the technician.

## Outcome unknown

unknown-meaning = It is not known whether the card was charged. The debts are held on all desks, so that nobody is charged twice.
unknown-do-not = Do not ask for a second payment of the same debts.
unknown-recover = When the terminal is available again, ask it again (F5 or "tameio recover").
unknown-silent-before-confirm = The request was sent and the terminal did not confirm it.
unknown-silent-after-confirm = The terminal took the request but sent no result in the time that we wait.
unknown-line-closed = The line to the terminal was cut in the middle of the payment.
unknown-foreign-session = The terminal answered for another session. The answer was not booked.
unknown-foreign-amount = The terminal answered for another amount than was asked for. The answer was not booked.
unknown-unreadable = The terminal's answer arrived garbled and cannot be read.
unknown-error-after-confirm = The terminal took the request and then reported an error.
unknown-write-failed = The request may have reached the terminal only in part.
unknown-ask-refused = The terminal was asked again and refused to say (it may be busy). Bring it back to its first screen and ask again.
unknown-crashed = The program or the computer stopped in the middle of the payment.
unknown-not-booked = The card was charged, but the terminal's answer was not written to the books.
unknown-cannot-ask = This terminal's protocol does not allow asking again about a session.
unknown-not-its-answer = The terminal has an approval of the same session that is dated before the request: an old approval, or a wrong clock. It was not booked; do not charge again. A supervisor and a second person look at the terminal's slip and decide ("tameio foreign list", then "foreign book", "tie" or "write-off").
unknown-may-still-run = The terminal holds no result, but the transaction may still be running: money may still move until its time is over.
unknown-another-terminal = The payment was made on another terminal than the one that is set here. Ask from the desk that has that terminal.
unknown-operator-missing = The operator of the payment is no longer in the database. Call the technician.
unknown-not-written = The terminal answered, but its answer could not be written to the disk. Make room and ask again.
unknown-terminal-unreachable = The terminal was not found to be asked. Check power, cable and network, and ask again.
unknown-line-noisy = Unrelated data keep coming on the terminal's line. Restart the terminal and ask again.
unknown-bad-value = The payment's data cannot be written in the terminal's protocol. Call the technician.
unknown-terminal-changed = Another terminal answers now than the one that took the payment, so its answer was not believed. Connect the first one again, or give the supervisor its slip.
unknown-other = The outcome was not confirmed ({ $code }).

## The terminal is not available; nothing was sent, the card was not charged

terminal-unreachable = The terminal does not answer at { $address }. Nothing was sent. Check that it is on and in the network, and that its address did not change (terminal.address).
terminal-refused = The terminal at { $address } accepts no connection. Nothing was sent. Check that its link to a cash desk is on and that the port is right.
terminal-host-unknown = The name of the terminal in { $address } is not found in the network. Nothing was sent. Write its IP address in the settings (terminal.address).
terminal-port-missing = There is no port { $port }. Nothing was sent. Connect the terminal's cable; if the port has changed, correct terminal.port.
terminal-port-busy = Port { $port } is used by another program. Nothing was sent. Close that program and try again.
terminal-port-busy-by = Port { $port } is used by { $holder }. Nothing was sent. Close that program and try again.
terminal-device-missing = The terminal's USB device (serial number { $serial }, port { $port }) is not connected. Nothing was sent. Plug its cable in; if the terminal was replaced, correct terminal.usb_serial and start the program again.
terminal-devices-alike = More than one port has serial number { $serial } ({ $ports }), and none is picked by chance. Nothing was sent. Unplug those that are not the terminal, or name its port in terminal.port and leave terminal.usb_serial empty.
terminal-port-permission = Port { $port } may not be used. Nothing was sent. Put the user into the group of serial ports (dialout) and sign in again.
terminal-value = Something in the request cannot be written in the terminal's protocol ({ $detail }). Nothing was sent. The technician corrects the terminal's settings.
terminal-silent = The terminal was connected but did not answer the test. Check that it shows its first screen and that terminal.protocol is right.
terminal-not-ready = The outcome of an earlier request to the terminal is not known yet, and the terminal does not answer now. Nothing was sent. Let the earlier payment end on the terminal, or cancel it there, and try again.
terminal-closed-line = The terminal closed the line without an answer. Bring it back to its first screen and try again.
terminal-foreign-answer = Something else answered at the terminal's address, or the protocol does not fit. Check terminal.address and terminal.protocol.
terminal-busy-session = The terminal is in the middle of session { $session }. Wait until it ends; if it was left behind, cancel it on the terminal.
terminal-in-use = Another program on this computer uses the terminal. Wait until its payment ends and try again.
terminal-in-use-by = The terminal is used by { $holder }. Wait until its payment ends and try again.
terminal-given-up = The payment took too long to reach the terminal and was given up before it was sent. Nothing was sent. Try again.
terminal-keys-missing = Messages must be signed (terminal.mac = true) and no keys are loaded. Load them with "tameio terminal keys".
terminal-trouble = The terminal is not available ({ $detail }). Nothing was sent. Check power, cable and network.
terminal-echo-ok = The terminal answers: TID { $terminal }, software { $version }.

## IRIS and differing amounts

iris-unwanted = The payment was made by IRIS, which the settings refuse. It was charged and booked as usual; tell the supervisor.
final-amount-differs = The card was charged { $final } € and the debt was settled for { $amount } € (loyalty points or a tip on the terminal).
