PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migration (
    number     INTEGER PRIMARY KEY,
    applied_at TEXT NOT NULL CHECK (length(applied_at) = 24)
) STRICT;
INSERT INTO migration VALUES(1,'2026-11-29T17:00:43.351Z');
INSERT INTO migration VALUES(2,'2026-11-29T17:00:43.351Z');
INSERT INTO migration VALUES(3,'2026-11-29T17:00:43.351Z');
INSERT INTO migration VALUES(5,'2026-11-29T17:00:43.351Z');
INSERT INTO migration VALUES(6,'2026-11-29T17:00:43.351Z');
INSERT INTO migration VALUES(7,'2026-11-29T17:00:43.351Z');
INSERT INTO migration VALUES(8,'2026-11-29T17:00:43.351Z');
INSERT INTO migration VALUES(9,'2026-11-29T17:00:43.351Z');
CREATE TABLE origin (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    demo       INTEGER NOT NULL CHECK (demo IN (0, 1))
) STRICT;
INSERT INTO origin VALUES(1,'2026-11-29T17:00:43.351Z',0);
CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY,
    at       TEXT NOT NULL CHECK (length(at) = 24),
    who      TEXT NOT NULL,
    act      TEXT NOT NULL,
    subject  TEXT NOT NULL,
    detail   TEXT NOT NULL,
    previous TEXT NOT NULL CHECK (length(previous) = 64),
    hash     TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
INSERT INTO audit VALUES(1,'2026-11-29T17:00:43.351Z','system:unknown','initialised','maria','','0000000000000000000000000000000000000000000000000000000000000000','c8e7e63ae8419506165a2f84a3945ee6b0910d3003aa5dc664db159e5eb17354');
INSERT INTO audit VALUES(2,'2026-11-29T17:00:43.924Z','maria','signed_in','maria','','c8e7e63ae8419506165a2f84a3945ee6b0910d3003aa5dc664db159e5eb17354','9152a646b3f19317151e72d77c6d990c01b712a19a049c51ee4d3fa5a9fa8c6b');
INSERT INTO audit VALUES(3,'2026-11-29T17:00:43.945Z','maria','operator_added','eleni','supervisor','9152a646b3f19317151e72d77c6d990c01b712a19a049c51ee4d3fa5a9fa8c6b','4d2694518f1fec45c43f51480f68d3c83b36d7ae16e80483e21061ef9c00de82');
INSERT INTO audit VALUES(4,'2026-11-29T17:00:44.979Z','maria','signed_in','maria','','4d2694518f1fec45c43f51480f68d3c83b36d7ae16e80483e21061ef9c00de82','47a654c8b4b199aa0f9b5cf56b6499ab54898734eb88f3000c091a04a26c5fb9');
INSERT INTO audit VALUES(5,'2026-11-29T17:00:44.999Z','maria','operator_added','nikos','cashier','47a654c8b4b199aa0f9b5cf56b6499ab54898734eb88f3000c091a04a26c5fb9','3fc5e56a22ea2b4acb97ff15e68c679eedad638fadd512d01e73e44dd577b204');
INSERT INTO audit VALUES(6,'2026-11-29T17:00:45.515Z','system:unknown','debts_imported','d.csv','sha256=5c2c365e90bae6250adae786ad4dab3a10a3efba0e304d4f13bc192da7821681 loaded=2 updated=0 unchanged=0 refused=0','3fc5e56a22ea2b4acb97ff15e68c679eedad638fadd512d01e73e44dd577b204','c3b9a019007c43c1f946c1c8242aa4c99b5f7e82f5005b6ebb729e2eaa24fd89');
INSERT INTO audit VALUES(7,'2026-11-29T17:00:45.961Z','maria','signed_in','maria','','c3b9a019007c43c1f946c1c8242aa4c99b5f7e82f5005b6ebb729e2eaa24fd89','d5c16fb704534becba4021898aa0371ec74be1beece095d1ec63aaf8b6f3a324');
INSERT INTO audit VALUES(8,'2026-11-29T17:00:45.993Z','maria','till_opened','1-2026-11-29','','d5c16fb704534becba4021898aa0371ec74be1beece095d1ec63aaf8b6f3a324','588e6a618b7832429ebca2ff4e98532c2ebfe5e3bcf3b17554581f4cd65ca068');
INSERT INTO audit VALUES(9,'2026-11-29T17:00:46.077Z','system:unknown','debts_imported','a.csv','sha256=bf32921b0f721b8cea6b1e6ade9b80483e44209e05beab71f5b9e7c53c77801c loaded=3 updated=0 unchanged=0 refused=0','588e6a618b7832429ebca2ff4e98532c2ebfe5e3bcf3b17554581f4cd65ca068','7fe954d43229bb2efb2b13cb830e884f0f19623e5c517d1e24f9a20bc5373260');
INSERT INTO audit VALUES(10,'2026-11-29T17:00:46.472Z','maria','signed_in','maria','','7fe954d43229bb2efb2b13cb830e884f0f19623e5c517d1e24f9a20bc5373260','6325ec577f9d0355bdd25f3ffa7365037dc18ca97b0966d2d150950ef294f076');
INSERT INTO audit VALUES(11,'2026-11-29T17:00:46.486Z','maria','attempt_step','000001','attempt=1 to=prepared terminal=simulated amount=30.00 debts=Δ-8,Δ-9','6325ec577f9d0355bdd25f3ffa7365037dc18ca97b0966d2d150950ef294f076','b52ecf925f51f4be3f10f9793ca51a786960b33a3d1caf7771dddef3c3f0d73a');
INSERT INTO audit VALUES(12,'2026-11-29T17:00:46.507Z','maria','attempt_step','000001','attempt=1 from=prepared to=sent reason=-','b52ecf925f51f4be3f10f9793ca51a786960b33a3d1caf7771dddef3c3f0d73a','fd05f5f828b28f6a42ab9361bdd5439ee1fecbfe9d7ef56158b1aac9f33d0723');
INSERT INTO audit VALUES(13,'2026-11-29T17:00:46.512Z','maria','attempt_step','000001','attempt=1 from=sent to=confirmed reason=-','fd05f5f828b28f6a42ab9361bdd5439ee1fecbfe9d7ef56158b1aac9f33d0723','77364c0a26bff9fa2a99ca27e93e5afca6f7eba5a9a24bad9f4064fdfa1889ed');
INSERT INTO audit VALUES(14,'2026-11-29T17:00:46.513Z','maria','receipt_booked','A-2026-000001','attempt=1 session=000001 from=confirmed amount=30.00 content=eb1a427b880b6656fdfdda145b26dc3e8932e4ddadd0d37a315c2512c157768b','77364c0a26bff9fa2a99ca27e93e5afca6f7eba5a9a24bad9f4064fdfa1889ed','e4b44a7ece3d3c95f335b3afeaa0dac5d3a4c74f25a6e4b12c0a43b91d55a6d9');
INSERT INTO audit VALUES(15,'2026-11-29T17:00:46.531Z','maria','receipt_printed','A-2026-000001','','e4b44a7ece3d3c95f335b3afeaa0dac5d3a4c74f25a6e4b12c0a43b91d55a6d9','2ccebfa5b1fbad911a3624805c170e85483ff09ee8537510f3414d69c110b3df');
INSERT INTO audit VALUES(16,'2026-11-29T17:00:46.959Z','maria','signed_in','maria','','2ccebfa5b1fbad911a3624805c170e85483ff09ee8537510f3414d69c110b3df','f38c293eb28617efd3aed95830c7a51593cd2c5b1665e3bf5dd2890e91cabe88');
INSERT INTO audit VALUES(17,'2026-11-29T17:00:46.979Z','maria','attempt_step','000002','attempt=2 to=prepared terminal=simulated amount=50.00 debts=Δ-1','f38c293eb28617efd3aed95830c7a51593cd2c5b1665e3bf5dd2890e91cabe88','8ef9c6c13e91d768dab0efd836cb3a20e77e328e093b845dba9beabc15ee2ffb');
INSERT INTO audit VALUES(18,'2026-11-29T17:00:46.993Z','maria','attempt_step','000002','attempt=2 from=prepared to=sent reason=-','8ef9c6c13e91d768dab0efd836cb3a20e77e328e093b845dba9beabc15ee2ffb','a8b7a63f8106778ed97c6aaf6b9ce11ec5c76581ab30588e02c622d9ec180d98');
INSERT INTO audit VALUES(19,'2026-11-29T17:00:47.000Z','maria','attempt_step','000002','attempt=2 from=sent to=confirmed reason=-','a8b7a63f8106778ed97c6aaf6b9ce11ec5c76581ab30588e02c622d9ec180d98','45630672dfb7a55b130dcd5de53d17cee629fe3b9af167de41b69d2dde950bd8');
INSERT INTO audit VALUES(20,'2026-11-29T17:00:47.004Z','maria','receipt_booked','A-2026-000002','attempt=2 session=000002 from=confirmed amount=50.00 content=674e6fd270cdf8b74c8d1e53e382aefdbcf41b44d66fb4e56cd7180c72606467','45630672dfb7a55b130dcd5de53d17cee629fe3b9af167de41b69d2dde950bd8','ca1796ca5fcc04b96dd73433a392bf2fae754424cbd5518f51596e2a12ec7e0d');
INSERT INTO audit VALUES(21,'2026-11-29T17:00:47.023Z','maria','receipt_printed','A-2026-000002','','ca1796ca5fcc04b96dd73433a392bf2fae754424cbd5518f51596e2a12ec7e0d','409bb9c2b57ceabbf2536162f97f20ce14c4399d75512932c6e4f821905482f2');
INSERT INTO audit VALUES(22,'2026-11-29T17:00:47.084Z','system:unknown','receipts_looked_up','all','found=2','409bb9c2b57ceabbf2536162f97f20ce14c4399d75512932c6e4f821905482f2','9e6e84e6a16b3957e7c86d73ba51ea5a17c938f34c617e63b48e1672b5e408de');
INSERT INTO audit VALUES(23,'2026-11-29T17:00:47.161Z','system:unknown','receipts_looked_up','number','found=1','9e6e84e6a16b3957e7c86d73ba51ea5a17c938f34c617e63b48e1672b5e408de','8daf6465d4ad2c7044f4c9edd59bdf7b99cc991f380e5af65877040bf432ed2a');
INSERT INTO audit VALUES(24,'2026-11-29T17:00:47.249Z','system:unknown','receipts_looked_up','number','found=1','8daf6465d4ad2c7044f4c9edd59bdf7b99cc991f380e5af65877040bf432ed2a','ba06a56a6454cf830f0d88e97211cf80aac3dcd14d78fd567df5097b30e90bef');
INSERT INTO audit VALUES(25,'2026-11-29T17:00:47.737Z','system:unknown','receipts_looked_up','number','found=1','ba06a56a6454cf830f0d88e97211cf80aac3dcd14d78fd567df5097b30e90bef','e776c99bdbda700bf2c7ee25ebbe729f366d71e35f394217d11b230cc94c941f');
INSERT INTO audit VALUES(26,'2026-11-29T17:00:48.728Z','maria','signed_in','maria','','e776c99bdbda700bf2c7ee25ebbe729f366d71e35f394217d11b230cc94c941f','2ea133746863941064b112262f32c7f4209de667857652f3dddb6029edd3310a');
INSERT INTO audit VALUES(27,'2026-11-29T17:00:48.739Z','maria','batch_reported','1-2026-11-29','batch=91 total=50.00 payments=1','2ea133746863941064b112262f32c7f4209de667857652f3dddb6029edd3310a','82d75d98ffae4f758be294ae15801c358506544694e08cdbc06df9dc57deaa41');
INSERT INTO audit VALUES(28,'2026-11-29T17:00:48.739Z','maria','batch_reported','1-2026-11-29','batch=64999999/91 total=49.00 payments=4','82d75d98ffae4f758be294ae15801c358506544694e08cdbc06df9dc57deaa41','02d91017d1886a527e0f32c3cc7651edc3a35aee1e4c30e67a00c3f8ad010906');
INSERT INTO audit VALUES(29,'2026-11-29T17:00:49.240Z','maria','signed_in','maria','','02d91017d1886a527e0f32c3cc7651edc3a35aee1e4c30e67a00c3f8ad010906','dc0fccd0d5f5f87d1591ef8a1195e7e8d3b413146438db35ec43d9ecc05adc5f');
INSERT INTO audit VALUES(30,'2026-11-29T17:00:49.263Z','maria','batch_reported','1-2026-11-29','batch=91 total=50.00 payments=1','dc0fccd0d5f5f87d1591ef8a1195e7e8d3b413146438db35ec43d9ecc05adc5f','d1af6bf7e27238ffd66253b0825eab7103720811e84871f0b81ad48e2eb0a41e');
INSERT INTO audit VALUES(31,'2026-11-29T17:00:49.263Z','maria','batch_reported','1-2026-11-29','batch=64999999/91 total=49.00 payments=4','d1af6bf7e27238ffd66253b0825eab7103720811e84871f0b81ad48e2eb0a41e','d7308c9e1eb5db538098c9328e863e6042e8927bd1856aed2d261d0826fd17f2');
INSERT INTO audit VALUES(32,'2026-11-29T17:00:49.717Z','maria','signed_in','maria','','d7308c9e1eb5db538098c9328e863e6042e8927bd1856aed2d261d0826fd17f2','53ab76e94703cae32db9fa541ce2fad64bc6e9335c0995ffeef1bf7bee59b63f');
INSERT INTO audit VALUES(33,'2026-11-29T17:00:49.736Z','maria','difference_explained','1-2026-11-29','ours:A-2026-000002 text=88e2cdfeb4e71eade1de5a589f91c30ccec1d8abfcb72dc9368027d7132ad49c','53ab76e94703cae32db9fa541ce2fad64bc6e9335c0995ffeef1bf7bee59b63f','9d553474ad21addab90497cb3abc1f60c9cb12b8d7be3cec816f791633e50c04');
INSERT INTO audit VALUES(34,'2026-11-29T17:00:50.198Z','maria','signed_in','maria','','9d553474ad21addab90497cb3abc1f60c9cb12b8d7be3cec816f791633e50c04','f5be6a439a76ebbedb25e7fceff790d6a355847522b08e92e604da9ff932ace5');
INSERT INTO audit VALUES(35,'2026-11-29T17:00:50.209Z','maria','difference_explained','1-2026-11-29','theirs:64999999/91:632799999998 text=88e2cdfeb4e71eade1de5a589f91c30ccec1d8abfcb72dc9368027d7132ad49c','f5be6a439a76ebbedb25e7fceff790d6a355847522b08e92e604da9ff932ace5','8dfa3f295cc1f1997cda3e4bd3627d7758a6394bc1bfcfd8646b8b4950f10fc5');
INSERT INTO audit VALUES(36,'2026-11-29T17:00:50.659Z','maria','signed_in','maria','','8dfa3f295cc1f1997cda3e4bd3627d7758a6394bc1bfcfd8646b8b4950f10fc5','e9735be66880538f330bf78369136855dfe7666390cdb7d6da32d76f05f07257');
INSERT INTO audit VALUES(37,'2026-11-29T17:00:50.672Z','maria','difference_explained','1-2026-11-29','theirs:64999999/91:632799999999 text=88e2cdfeb4e71eade1de5a589f91c30ccec1d8abfcb72dc9368027d7132ad49c','e9735be66880538f330bf78369136855dfe7666390cdb7d6da32d76f05f07257','25e24d758f7d7120480a47b3e4752c106e70d32745cfb446921fe610fb46b9ca');
INSERT INTO audit VALUES(38,'2026-11-29T17:00:51.150Z','maria','signed_in','maria','','25e24d758f7d7120480a47b3e4752c106e70d32745cfb446921fe610fb46b9ca','882f9692ff622d1313a0db779b02714d113a0ce24c6c98d748267a7d570ccf1a');
INSERT INTO audit VALUES(39,'2026-11-29T17:00:51.176Z','maria','till_closed','1-2026-11-29','z=Z-A-000001 documents=2 total=80.00 content=6ade98a048153abde53745838d963d4cfcc8a647e67613a36f1b583a8bc653f5','882f9692ff622d1313a0db779b02714d113a0ce24c6c98d748267a7d570ccf1a','6996f58b32be766c48a95f87b7541c35580f0b5a674e32a61c2cb78ea0381ccf');
INSERT INTO audit VALUES(40,'2026-11-29T17:00:51.191Z','maria','z_printed','Z-A-000001','','6996f58b32be766c48a95f87b7541c35580f0b5a674e32a61c2cb78ea0381ccf','a175c7b127f06e1579d2ae9a96274dd72d7ae7a4e593b2f3ed220912172af540');
CREATE TABLE operator (
    number           INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE CHECK (id <> ''),
    name             TEXT NOT NULL,
    role             TEXT NOT NULL CHECK (role IN ('cashier', 'supervisor', 'technician', 'auditor')),
    active           INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    pin_hash         TEXT NOT NULL,
    -- Wrong PINs since the last right one; kept here so that a restart does not forget them.
    sign_in_failures INTEGER NOT NULL DEFAULT 0 CHECK (sign_in_failures >= 0)
) STRICT;
INSERT INTO operator VALUES(1,'maria','Μαρία Δοκιμή','supervisor',1,'$argon2id$v=19$m=65536,t=3,p=1$D6gRtDE0GJdhLyUHlRweYQ$dVCQxHrjYjevCcPvy2+9PgaBGVAD9Zcl86ImQQIbNoo',0);
INSERT INTO operator VALUES(2,'eleni','Ελένη Δοκιμή','supervisor',1,'$argon2id$v=19$m=65536,t=3,p=1$SQSNFWN04lsG8hJQpMgwyA$b0V2NZXsTXfhtcE1RvnQBz2lC4nRVrgvAAZ3RNYzU3I',0);
INSERT INTO operator VALUES(3,'nikos','Νίκος Δοκιμής','cashier',1,'$argon2id$v=19$m=65536,t=3,p=1$Ndr3uh6PiH5BLWsCtOl61w$yVN3vFnPRyWX2IOOP89iNw0wYazXk4rNUvlHD82mkN8',0);
CREATE TABLE debtor (
    id          INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    afm         TEXT CHECK (length(afm) = 9)
) STRICT;
INSERT INTO debtor VALUES(1,'Δοκιμαστής Πέτρος','ΔΟΚΙΜΑΣΤΗΣ ΠΕΤΡΟΣ','000000012');
INSERT INTO debtor VALUES(2,'Δοκιμάκης Άγγελος','ΔΟΚΙΜΑΚΗΣ ΑΓΓΕΛΟΣ','000000024');
INSERT INTO debtor VALUES(3,'Γεωργίου Άννα','ΓΕΩΡΓΙΟΥ ΑΝΝΑ',NULL);
CREATE TABLE debt (
    id                   INTEGER PRIMARY KEY,
    external_id          TEXT NOT NULL UNIQUE CHECK (external_id <> ''),
    debtor_id            INTEGER NOT NULL REFERENCES debtor (id),
    rf                   TEXT,
    rf_valid_until       TEXT CHECK (length(rf_valid_until) = 10),
    revenue_code         TEXT NOT NULL,
    description          TEXT NOT NULL,
    year                 INTEGER NOT NULL CHECK (year BETWEEN 0 AND 65535),
    list_no              TEXT,
    due                  TEXT CHECK (length(due) = 10),
    capital_cents        INTEGER NOT NULL CHECK (capital_cents >= 0),
    surcharge_cents      INTEGER NOT NULL CHECK (surcharge_cents >= 0),
    surcharge_as_of      TEXT CHECK (length(surcharge_as_of) = 10),
    paid_cents           INTEGER NOT NULL DEFAULT 0,
    paid_surcharge_cents INTEGER NOT NULL DEFAULT 0 CHECK (paid_surcharge_cents >= 0),
    cancelled            INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    instalment           INTEGER CHECK (instalment BETWEEN 0 AND 65535),
    CHECK (capital_cents + surcharge_cents <= 99999999999),
    CHECK (paid_surcharge_cents <= surcharge_cents),
    CHECK (paid_cents - paid_surcharge_cents BETWEEN 0 AND capital_cents)
) STRICT;
INSERT INTO debt VALUES(1,'Δ-1',1,'RF85999998000700000000001',NULL,'0311','Τέλη καθαριότητας',2026,NULL,'2026-12-31',5000,0,NULL,5000,0,0,NULL);
INSERT INTO debt VALUES(2,'Δ-2',2,'RF58999998000700000000002',NULL,'0311','Τέλη καθαριότητας',2026,NULL,'2026-12-31',6000,0,NULL,0,0,0,NULL);
INSERT INTO debt VALUES(3,'Δ-8',3,'RF31999998000700000000003',NULL,'0311','Τέλη καθαριότητας',2026,NULL,'2026-12-31',1000,0,NULL,1000,0,0,NULL);
INSERT INTO debt VALUES(4,'Δ-9',3,'RF04999998000700000000004',NULL,'0311','Τέλη καθαριότητας',2026,NULL,'2026-12-31',2000,0,NULL,2000,0,0,NULL);
INSERT INTO debt VALUES(5,'Δ-10',3,'RF74999998000700000000005',NULL,'0311','Τέλη καθαριότητας',2026,NULL,'2026-12-31',3000,0,NULL,0,0,0,NULL);
CREATE TABLE attempt (
    id           INTEGER PRIMARY KEY,
    session      INTEGER NOT NULL CHECK (session BETWEEN 1 AND 999999),
    desk         TEXT NOT NULL CHECK (desk <> ''),
    terminal     TEXT NOT NULL CHECK (terminal <> ''),
    operator     TEXT NOT NULL REFERENCES operator (id),
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND 99999999999),
    state        TEXT NOT NULL CHECK (state IN
        ('prepared', 'sent', 'confirmed', 'approved', 'declined', 'not_charged', 'unknown')),
    reason       TEXT,
    prepared_at  TEXT NOT NULL CHECK (length(prepared_at) = 24),
    changed_at   TEXT NOT NULL CHECK (length(changed_at) = 24)
) STRICT;
INSERT INTO attempt VALUES(1,1,'1','simulated','maria',3000,'approved',NULL,'2026-11-29T17:00:46.486Z','2026-11-29T17:00:46.513Z');
INSERT INTO attempt VALUES(2,2,'1','simulated','maria',5000,'approved',NULL,'2026-11-29T17:00:46.979Z','2026-11-29T17:00:47.004Z');
CREATE TABLE attempt_line (
    attempt_id      INTEGER NOT NULL REFERENCES attempt (id),
    position        INTEGER NOT NULL CHECK (position >= 1),
    debt_id         INTEGER NOT NULL REFERENCES debt (id),
    rf              TEXT,
    capital_cents   INTEGER NOT NULL CHECK (capital_cents >= 0),
    surcharge_cents INTEGER NOT NULL CHECK (surcharge_cents >= 0),
    -- 1 while the attempt is open: the fence.
    open            INTEGER NOT NULL CHECK (open IN (0, 1)),
    PRIMARY KEY (attempt_id, position),
    CHECK (capital_cents + surcharge_cents > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO attempt_line VALUES(1,1,3,'RF31999998000700000000003',1000,0,0);
INSERT INTO attempt_line VALUES(1,2,4,'RF04999998000700000000004',2000,0,0);
INSERT INTO attempt_line VALUES(2,1,1,'RF85999998000700000000001',5000,0,0);
CREATE TABLE attempt_trace (
    id         INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempt (id),
    at         TEXT NOT NULL CHECK (length(at) = 24),
    line       TEXT NOT NULL
) STRICT;
INSERT INTO attempt_trace VALUES(1,1,'2026-11-29T17:00:46.503Z','desk echo sent ');
INSERT INTO attempt_trace VALUES(2,1,'2026-11-29T17:00:46.511Z','desk amount sent session=000001 amount=30.00 receipt=000001');
INSERT INTO attempt_trace VALUES(3,1,'2026-11-29T17:00:46.512Z','terminal confirmed ours session=000001 amount=30.00');
INSERT INTO attempt_trace VALUES(4,1,'2026-11-29T17:00:46.513Z','terminal result ours session=000001 code=00 amount=30.00 final=30.00 pan=************3489 tid=64999999 batch=000091 stan=000001');
INSERT INTO attempt_trace VALUES(5,2,'2026-11-29T17:00:46.999Z','desk amount sent session=000002 amount=50.00 receipt=000002');
INSERT INTO attempt_trace VALUES(6,2,'2026-11-29T17:00:47.000Z','terminal confirmed ours session=000002 amount=50.00');
INSERT INTO attempt_trace VALUES(7,2,'2026-11-29T17:00:47.003Z','terminal result ours session=000002 code=00 amount=50.00 final=50.00 pan=************3489 tid=64999999 batch=000091 stan=000002');
CREATE TABLE card_payment (
    attempt_id   INTEGER PRIMARY KEY REFERENCES attempt (id),
    card_type    TEXT NOT NULL,
    pan_masked   TEXT NOT NULL CHECK (pan_masked NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    final_cents  INTEGER NOT NULL CHECK (final_cents >= 0),
    acquirer     TEXT NOT NULL,
    terminal_id  TEXT NOT NULL,
    batch        TEXT NOT NULL,
    rrn          TEXT NOT NULL,
    stan         TEXT NOT NULL,
    auth_code    TEXT NOT NULL,
    -- The terminal's own local time, without a zone.
    charged_at   TEXT CHECK (length(charged_at) = 19)
) STRICT;
INSERT INTO card_payment VALUES(1,'Visa Debit','************3489',3000,3000,'11','64999999','000091','133030000001','000001','787033','2026-11-29T19:00:46');
INSERT INTO card_payment VALUES(2,'Visa Debit','************3489',5000,5000,'11','64999999','000091','133030000002','000002','787034','2026-11-29T19:00:46');
CREATE TABLE till (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    desk          TEXT NOT NULL CHECK (desk <> ''),
    day           TEXT NOT NULL CHECK (length(day) = 10),
    opened_by     TEXT NOT NULL REFERENCES operator (id),
    opened_at     TEXT NOT NULL CHECK (length(opened_at) = 24),
    outside_hours TEXT,
    closed_at     TEXT CHECK (length(closed_at) = 24)
, closed_by TEXT REFERENCES operator (id), another TEXT CHECK (trim(another) <> '')) STRICT;
INSERT INTO till VALUES(1,'1-2026-11-29','1','2026-11-29','maria','2026-11-29T17:00:45.993Z',NULL,'2026-11-29T17:00:51.176Z','maria',NULL);
CREATE TABLE cash_refusal (
    id      INTEGER PRIMARY KEY,
    desk    TEXT NOT NULL,
    till_id INTEGER REFERENCES till (id),
    at      TEXT NOT NULL CHECK (length(at) = 24)
) STRICT;
CREATE TABLE receipt (
    id           INTEGER PRIMARY KEY,
    series       TEXT NOT NULL CHECK (series <> ''),
    year         INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 9999),
    number       INTEGER NOT NULL CHECK (number BETWEEN 1 AND 9999999),
    kind         TEXT NOT NULL CHECK (kind IN ('sale', 'void', 'refund')),
    at           TEXT NOT NULL CHECK (length(at) = 24),
    day          TEXT NOT NULL CHECK (length(day) = 10),
    desk         TEXT NOT NULL CHECK (desk <> ''),
    attempt_id   INTEGER NOT NULL UNIQUE REFERENCES attempt (id),
    till_id      INTEGER REFERENCES till (id),
    cashier_name TEXT NOT NULL,
    payer        TEXT NOT NULL,
    payer_afm    TEXT CHECK (length(payer_afm) = 9),
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND 99999999999),
    audit_seq    INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    printed_at   TEXT CHECK (length(printed_at) = 24),
    copies       INTEGER NOT NULL DEFAULT 0 CHECK (copies >= 0),
    UNIQUE (series, year, number)
) STRICT;
INSERT INTO receipt VALUES(1,'A',2026,1,'sale','2026-11-29T17:00:46.513Z','2026-11-29','1',1,1,'Μαρία Δοκιμή','Γεωργίου Άννα',NULL,3000,14,'2026-11-29T17:00:46.531Z',0);
INSERT INTO receipt VALUES(2,'A',2026,2,'sale','2026-11-29T17:00:47.004Z','2026-11-29','1',2,1,'Μαρία Δοκιμή','Δοκιμαστής Πέτρος','000000012',5000,20,'2026-11-29T17:00:47.023Z',0);
CREATE TABLE receipt_line (
    receipt_id      INTEGER NOT NULL REFERENCES receipt (id),
    position        INTEGER NOT NULL CHECK (position >= 1),
    debt_id         INTEGER NOT NULL REFERENCES debt (id),
    external_id     TEXT NOT NULL,
    rf              TEXT,
    revenue_code    TEXT NOT NULL,
    description     TEXT NOT NULL,
    year            INTEGER NOT NULL,
    list_no         TEXT,
    capital_cents   INTEGER NOT NULL CHECK (capital_cents >= 0),
    surcharge_cents INTEGER NOT NULL CHECK (surcharge_cents >= 0),
    PRIMARY KEY (receipt_id, position),
    CHECK (capital_cents + surcharge_cents > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO receipt_line VALUES(1,1,3,'Δ-8','RF31999998000700000000003','0311','Τέλη καθαριότητας',2026,NULL,1000,0);
INSERT INTO receipt_line VALUES(1,2,4,'Δ-9','RF04999998000700000000004','0311','Τέλη καθαριότητας',2026,NULL,2000,0);
INSERT INTO receipt_line VALUES(2,1,1,'Δ-1','RF85999998000700000000001','0311','Τέλη καθαριότητας',2026,NULL,5000,0);
CREATE TABLE correction (
    attempt_id  INTEGER PRIMARY KEY REFERENCES attempt (id),
    kind        TEXT NOT NULL CHECK (kind IN ('void', 'refund')),
    original_id INTEGER NOT NULL REFERENCES receipt (id),
    reason      TEXT NOT NULL CHECK (trim(reason) <> ''),
    approver    TEXT NOT NULL REFERENCES operator (id),
    -- 1 while the attempt is open: the fence.
    open        INTEGER NOT NULL CHECK (open IN (0, 1))
) STRICT;
CREATE TABLE resolution (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempt (id),
    verdict    TEXT NOT NULL CHECK (verdict IN ('charged', 'not_charged')),
    evidence   TEXT NOT NULL CHECK (trim(evidence) <> ''),
    operator   TEXT NOT NULL REFERENCES operator (id),
    approver   TEXT NOT NULL REFERENCES operator (id),
    at         TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq  INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    CHECK (operator <> approver)
) STRICT;
CREATE TABLE foreign_result (
    id           INTEGER PRIMARY KEY,
    -- SHA-256 of what makes it the same result when it comes again.
    identity     TEXT NOT NULL UNIQUE CHECK (length(identity) = 64),
    terminal     TEXT NOT NULL CHECK (terminal <> ''),
    session      TEXT NOT NULL,
    ecr          TEXT,
    document     TEXT,
    code         TEXT NOT NULL,
    why          TEXT NOT NULL CHECK (why IN
        ('keyed_on_terminal', 'other_desk', 'unknown_session', 'other_amount', 'contradicts', 'late')),
    seen_at      TEXT NOT NULL CHECK (length(seen_at) = 24),
    during_id    INTEGER REFERENCES attempt (id),
    card_type    TEXT,
    pan_masked   TEXT CHECK (pan_masked NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'),
    amount_cents INTEGER CHECK (amount_cents >= 0),
    final_cents  INTEGER CHECK (final_cents >= 0),
    acquirer     TEXT,
    terminal_id  TEXT,
    batch        TEXT,
    rrn          TEXT,
    stan         TEXT,
    auth_code    TEXT,
    charged_at   TEXT CHECK (length(charged_at) = 19),
    audit_seq    INTEGER NOT NULL UNIQUE REFERENCES audit (seq)
, desk TEXT CHECK (desk <> ''), direction TEXT CHECK (direction IN ('taken', 'given_back', 'unknown')), cause TEXT CHECK (cause IN ('too_early', 'booked_before')), denies INTEGER CHECK (denies = 1)) STRICT;
CREATE TABLE card_slip (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempt (id),
    data       BLOB NOT NULL CHECK (length(data) BETWEEN 1 AND 8192)
) STRICT;
CREATE TABLE row_seal (
    tab  TEXT NOT NULL,
    -- The row number, or the columns of the primary key as SQL writes them, with / between.
    key  ANY NOT NULL,
    -- 15 bytes of SHA-256 over table, key and values, and a byte that makes the XOR of all sixteen zero: a seal that
    -- was changed itself is told from a row that was.
    seal BLOB NOT NULL,
    PRIMARY KEY (tab, key)
) STRICT, WITHOUT ROWID;
INSERT INTO row_seal VALUES('attempt',1,X'1f4191377b589b1738b3db3baf5fda16');
INSERT INTO row_seal VALUES('attempt',2,X'547394ef5d794e71e5df553028c16190');
INSERT INTO row_seal VALUES('attempt_line','1/1',X'0f943bba898ee274e8e989238bc0d7bc');
INSERT INTO row_seal VALUES('attempt_line','1/2',X'0de233e60972e433d6c943024584434a');
INSERT INTO row_seal VALUES('attempt_line','2/1',X'd3dabceb44ae078b6ce6b96626ec63c4');
INSERT INTO row_seal VALUES('attempt_trace',1,X'c0bdbc4e337620e143680a7ebe4513bc');
INSERT INTO row_seal VALUES('attempt_trace',2,X'132939125f9b9b2765640bde31f6bec4');
INSERT INTO row_seal VALUES('attempt_trace',3,X'e79b41c996f0644d28387386cce14f3c');
INSERT INTO row_seal VALUES('attempt_trace',4,X'f62cd52d08196ba6ae2774d7b21c205a');
INSERT INTO row_seal VALUES('attempt_trace',5,X'4b40949dee13f324089efacbb7e7e639');
INSERT INTO row_seal VALUES('attempt_trace',6,X'ef9ad9ff00fb5cbcb008f6a049c14866');
INSERT INTO row_seal VALUES('attempt_trace',7,X'd7fec15598cbe6c77dcd7a225a7a7f78');
INSERT INTO row_seal VALUES('attempt_witness','1/''f3b227f3-4048-4887-8f62-d053106dafe1''',X'd419ef2cc8450bda6536967d88eb0d84');
INSERT INTO row_seal VALUES('attempt_witness','2/''f3b227f3-4048-4887-8f62-d053106dafe1''',X'4f7eb4f1b6f76db420d18a85f0b77a2f');
INSERT INTO row_seal VALUES('batch_move','1/1',X'd0d08461879b41aaa0d519c6f51c1c4d');
INSERT INTO row_seal VALUES('batch_move','2/1',X'9019de65516f503023568e53e99cff4e');
INSERT INTO row_seal VALUES('batch_move','2/2',X'c78b9e5afb720e2feae29061a9cbf74c');
INSERT INTO row_seal VALUES('batch_move','2/3',X'22c4f15af09af17120ee4bbfd4f2ad16');
INSERT INTO row_seal VALUES('batch_move','2/4',X'6e89f80839b839d0c631a63639f8c811');
INSERT INTO row_seal VALUES('batch_move','3/1',X'fccb49bedef18b35e43d9a31efcd1918');
INSERT INTO row_seal VALUES('batch_move','4/1',X'ee964714daece890f6c70b23120c7c1e');
INSERT INTO row_seal VALUES('batch_move','4/2',X'947aba55ad19c752dfa3c57b1fcf94a6');
INSERT INTO row_seal VALUES('batch_move','4/3',X'ac2cf4c2e7cf951212ee8c5f9869a96e');
INSERT INTO row_seal VALUES('batch_move','4/4',X'02170e69ef35f06186d421c2f49458b0');
INSERT INTO row_seal VALUES('batch_report',1,X'618899e2abc6148cf8eaf3945539b8c6');
INSERT INTO row_seal VALUES('batch_report',2,X'0f2445e90fe97590a86007778e756daa');
INSERT INTO row_seal VALUES('batch_report',3,X'4bbf3ddf260498b42d082a8c488cb5ea');
INSERT INTO row_seal VALUES('batch_report',4,X'3634c0b28336c38561b796ad457fe7b3');
INSERT INTO row_seal VALUES('card_payment',1,X'64f1939fe08e3a22642a63fd3bec07ef');
INSERT INTO row_seal VALUES('card_payment',2,X'7f87c19d82d6f2be19406e1cc7451a0f');
INSERT INTO row_seal VALUES('debt',1,X'4b06830f4110f6a1a23795e03f707018');
INSERT INTO row_seal VALUES('debt',2,X'50eac4d8fd60afee1bfa4900866a7a44');
INSERT INTO row_seal VALUES('debt',3,X'95b12707ef94537db1a25e81a9fceb23');
INSERT INTO row_seal VALUES('debt',4,X'c00945b98436c36dfa189ced0fd43554');
INSERT INTO row_seal VALUES('debt',5,X'57aeb974133bcc7a9516697e2ce4df29');
INSERT INTO row_seal VALUES('debtor',1,X'507320b26734b2a29951b28b4d045812');
INSERT INTO row_seal VALUES('debtor',2,X'0ec0e79ad5789378e42fba88af62f637');
INSERT INTO row_seal VALUES('debtor',3,X'8016273580b4f582f7034054bf27239c');
INSERT INTO row_seal VALUES('explanation',1,X'8c135a942bd6d2d2360a25ac54bad522');
INSERT INTO row_seal VALUES('explanation',2,X'ff74edde09cff4ac3a062fa3bb6caced');
INSERT INTO row_seal VALUES('explanation',3,X'a08b6bf7e8629cf2e284ad9e7267ecff');
INSERT INTO row_seal VALUES('migration',1,X'3d6fe3368555b5ea2b59f22228c7490c');
INSERT INTO row_seal VALUES('migration',2,X'99e74f8a0530975eda1f83541adc23b0');
INSERT INTO row_seal VALUES('migration',3,X'0aee7c10941a98d04aa7f3f13138963e');
INSERT INTO row_seal VALUES('migration',5,X'2cf1ea9b992dd59db40fd7fad4ed7c83');
INSERT INTO row_seal VALUES('migration',6,X'a1dd0805e14a5a3de515529403fa2052');
INSERT INTO row_seal VALUES('migration',7,X'8e3df27d318a1b932d949b6b3ae3cb54');
INSERT INTO row_seal VALUES('migration',8,X'36d1041bec3d51c89edc804d9e58976e');
INSERT INTO row_seal VALUES('migration',9,X'0516342e9bec5a44b229030dc0eca57c');
INSERT INTO row_seal VALUES('operator',1,X'22dac25957364f86bef0c9778bcd7a07');
INSERT INTO row_seal VALUES('operator',2,X'6dd3b7a3203f4dca204e2f8bb8cdd65b');
INSERT INTO row_seal VALUES('operator',3,X'ebfbab4b1ea14347eb1e003962f2988f');
INSERT INTO row_seal VALUES('origin',1,X'de8383c0bb6c7cce9e7acaf6bfbc8727');
INSERT INTO row_seal VALUES('receipt',1,X'ba760b51a3021b21f29f93885b09e1c8');
INSERT INTO row_seal VALUES('receipt',2,X'0310f76065c72d3b775867a0732d24a2');
INSERT INTO row_seal VALUES('receipt_line','1/1',X'e66f008266794feb4335724e403647cb');
INSERT INTO row_seal VALUES('receipt_line','1/2',X'9d4d6bce456a515816626c215744e198');
INSERT INTO row_seal VALUES('receipt_line','2/1',X'6c3ca30c0e8442d6984353446b031356');
INSERT INTO row_seal VALUES('till',1,X'e6d0cb7d84782069cb04fbb364f70c2d');
INSERT INTO row_seal VALUES('z_report',1,X'c0e3b826ee8b089f060f54eb46bc7b78');
CREATE TABLE handover (
    id        INTEGER PRIMARY KEY,
    till_id   INTEGER NOT NULL REFERENCES till (id),
    at        TEXT NOT NULL CHECK (length(at) = 24),
    giver     TEXT NOT NULL REFERENCES operator (id),
    taker     TEXT NOT NULL REFERENCES operator (id),
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    CHECK (giver <> taker)
) STRICT;
CREATE TABLE batch_report (
    id          INTEGER PRIMARY KEY,
    till_id     INTEGER NOT NULL REFERENCES till (id),
    terminal_id TEXT NOT NULL,
    batch       TEXT NOT NULL CHECK (batch <> ''),
    count       INTEGER CHECK (count >= 0),
    total_cents INTEGER NOT NULL,
    -- 1 where its payments stand in batch_move.
    itemised    INTEGER NOT NULL CHECK (itemised IN (0, 1)),
    -- SHA-256 of the file it came from.
    file        TEXT CHECK (length(file) = 64),
    operator    TEXT NOT NULL REFERENCES operator (id),
    at          TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq   INTEGER NOT NULL REFERENCES audit (seq)
) STRICT;
INSERT INTO batch_report VALUES(1,1,'','91',1,5000,1,'6e9b11f842c81b0aabdde6bde6739b3664cb7d9c92997e80cf9ca5ba69cb405c','maria','2026-11-29T17:00:48.739Z',27);
INSERT INTO batch_report VALUES(2,1,'64999999','91',4,4900,1,'6e9b11f842c81b0aabdde6bde6739b3664cb7d9c92997e80cf9ca5ba69cb405c','maria','2026-11-29T17:00:48.739Z',28);
INSERT INTO batch_report VALUES(3,1,'','91',1,5000,1,'6e9b11f842c81b0aabdde6bde6739b3664cb7d9c92997e80cf9ca5ba69cb405c','maria','2026-11-29T17:00:49.263Z',30);
INSERT INTO batch_report VALUES(4,1,'64999999','91',4,4900,1,'6e9b11f842c81b0aabdde6bde6739b3664cb7d9c92997e80cf9ca5ba69cb405c','maria','2026-11-29T17:00:49.263Z',31);
CREATE TABLE batch_move (
    report_id    INTEGER NOT NULL REFERENCES batch_report (id),
    position     INTEGER NOT NULL CHECK (position >= 1),
    reference    TEXT NOT NULL,
    stan         TEXT NOT NULL,
    rrn          TEXT NOT NULL,
    auth_code    TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    iris         INTEGER NOT NULL CHECK (iris IN (0, 1)),
    PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO batch_move VALUES(1,1,'3','000002','6,32700E+11','787034',5000,0);
INSERT INTO batch_move VALUES(2,1,'2','000001','133030000001','787033',3000,0);
INSERT INTO batch_move VALUES(2,2,'4','777','632799999999','X',500,0);
INSERT INTO batch_move VALUES(2,3,'5','777','632799999999','X',500,0);
INSERT INTO batch_move VALUES(2,4,'6','778','632799999998','Y',900,0);
INSERT INTO batch_move VALUES(3,1,'3','000002','6,32700E+11','787034',5000,0);
INSERT INTO batch_move VALUES(4,1,'2','000001','133030000001','787033',3000,0);
INSERT INTO batch_move VALUES(4,2,'4','777','632799999999','X',500,0);
INSERT INTO batch_move VALUES(4,3,'5','777','632799999999','X',500,0);
INSERT INTO batch_move VALUES(4,4,'6','778','632799999998','Y',900,0);
CREATE TABLE explanation (
    id        INTEGER PRIMARY KEY,
    till_id   INTEGER NOT NULL REFERENCES till (id),
    reference TEXT NOT NULL CHECK (reference <> ''),
    text      TEXT NOT NULL CHECK (trim(text) <> ''),
    operator  TEXT NOT NULL REFERENCES operator (id),
    at        TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit (seq)
) STRICT;
INSERT INTO explanation VALUES(1,1,'ours:A-2026-000002','γνωστό','maria','2026-11-29T17:00:49.736Z',33);
INSERT INTO explanation VALUES(2,1,'theirs:64999999/91:632799999998','γνωστό','maria','2026-11-29T17:00:50.209Z',35);
INSERT INTO explanation VALUES(3,1,'theirs:64999999/91:632799999999','γνωστό','maria','2026-11-29T17:00:50.672Z',37);
CREATE TABLE z_report (
    id         INTEGER PRIMARY KEY,
    series     TEXT NOT NULL CHECK (series <> ''),
    number     INTEGER NOT NULL CHECK (number BETWEEN 1 AND 9999999),
    till_id    INTEGER NOT NULL UNIQUE REFERENCES till (id),
    content    TEXT NOT NULL CHECK (json_valid(content)),
    audit_seq  INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    printed_at TEXT CHECK (length(printed_at) = 24),
    copies     INTEGER NOT NULL DEFAULT 0 CHECK (copies >= 0),
    UNIQUE (series, number)
) STRICT;
INSERT INTO z_report VALUES(1,'A',1,1,'{"number":"Z-A-000001","till":"1-2026-11-29","desk":"1","day":"2026-11-29","opened_by":"maria","opened_at":"2026-11-29T17:00:45.993Z","outside_hours":null,"handovers":[],"closed_by":"maria","closed_at":"2026-11-29T17:00:51.176Z","first":"A-2026-000001","last":"A-2026-000002","all":{"count":2,"total":"80.00"},"sales":{"count":2,"total":"80.00"},"voids":{"count":0,"total":"0.00"},"refunds":{"count":0,"total":"0.00"},"by_revenue_code":{"0311":"80.00"},"by_card_type":{"Visa Debit":{"count":2,"total":"80.00"}},"iris":{"count":0,"total":"0.00"},"by_cashier":{"maria":{"count":2,"total":"80.00"}},"corrections":[],"cash_refusals":0,"batches":[{"terminal_id":"64999999","batch":"91","ours":{"count":2,"total":"80.00"},"theirs":"49.00","their_count":4,"difference":"31.00"}],"differences":[{"kind":"only_ours","reference":"ours:A-2026-000002","batch":{"terminal_id":"64999999","batch":"91"},"ours":"50.00","theirs":null,"explanation":"γνωστό","by":"maria"},{"kind":"only_theirs","reference":"theirs:64999999/91:632799999999","batch":{"terminal_id":"64999999","batch":"91"},"ours":null,"theirs":"5.00","explanation":"γνωστό","by":"maria"},{"kind":"only_theirs","reference":"theirs:64999999/91:632799999998","batch":{"terminal_id":"64999999","batch":"91"},"ours":null,"theirs":"9.00","explanation":"γνωστό","by":"maria"}],"audit":{"seq":38,"hash":"882f9692ff622d1313a0db779b02714d113a0ce24c6c98d748267a7d570ccf1a"}}',39,'2026-11-29T17:00:51.191Z',0);
CREATE TABLE foreign_tie (
    foreign_id INTEGER PRIMARY KEY REFERENCES foreign_result (id),
    attempt_id INTEGER NOT NULL UNIQUE REFERENCES attempt (id)
) STRICT;
CREATE TABLE attempt_witness (
    attempt_id INTEGER NOT NULL REFERENCES attempt (id),
    -- What the steady clock counts from: one start of one machine.
    origin     TEXT NOT NULL CHECK (origin <> ''),
    steady_ms  INTEGER NOT NULL CHECK (steady_ms >= 0),
    -- 1 where the request was written just then.
    written    INTEGER NOT NULL CHECK (written IN (0, 1)),
    at         TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (attempt_id, origin)
) STRICT, WITHOUT ROWID;
INSERT INTO attempt_witness VALUES(1,'f3b227f3-4048-4887-8f62-d053106dafe1',3857220,1,'2026-11-29T17:00:46.507Z');
INSERT INTO attempt_witness VALUES(2,'f3b227f3-4048-4887-8f62-d053106dafe1',3857700,1,'2026-11-29T17:00:46.993Z');
CREATE TABLE foreign_write_off (
    foreign_id INTEGER PRIMARY KEY REFERENCES foreign_result (id),
    till_id    INTEGER NOT NULL REFERENCES till (id),
    reason     TEXT NOT NULL CHECK (trim(reason) <> ''),
    operator   TEXT NOT NULL REFERENCES operator (id),
    approver   TEXT NOT NULL REFERENCES operator (id),
    at         TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq  INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    CHECK (operator <> approver)
) STRICT;
CREATE TABLE restoration (
    id        INTEGER PRIMARY KEY,
    at        TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit (seq)
) STRICT;
CREATE TABLE number_jump (
    restoration_id INTEGER NOT NULL REFERENCES restoration (id),
    kind           TEXT NOT NULL CHECK (kind IN ('receipt', 'session', 'z')),
    -- Of sessions, the terminal.
    series         TEXT NOT NULL CHECK (series <> ''),
    -- Of receipts; of the others 0.
    year           INTEGER NOT NULL,
    last           INTEGER NOT NULL CHECK (last >= 0),
    next           INTEGER NOT NULL CHECK (next >= 1),
    -- The last row of the journal then: sessions come round again, and this says what came after.
    after_attempt  INTEGER NOT NULL,
    PRIMARY KEY (restoration_id, kind, series, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE comparison (
    restoration_id INTEGER PRIMARY KEY REFERENCES restoration (id),
    reason         TEXT NOT NULL CHECK (trim(reason) <> ''),
    operator       TEXT NOT NULL REFERENCES operator (id),
    at             TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq      INTEGER NOT NULL REFERENCES audit (seq)
) STRICT;
CREATE TABLE clock_acceptance (
    id          INTEGER PRIMARY KEY,
    desk        TEXT NOT NULL CHECK (desk <> ''),
    at          TEXT NOT NULL CHECK (length(at) = 24),
    books_until TEXT CHECK (length(books_until) = 24),
    terminal    TEXT CHECK (terminal <> ''),
    -- How many seconds the terminal's clock was ahead.
    ahead_s     INTEGER,
    reason      TEXT NOT NULL CHECK (trim(reason) <> ''),
    operator    TEXT NOT NULL REFERENCES operator (id),
    audit_seq   INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    CHECK (books_until IS NOT NULL OR terminal IS NOT NULL),
    CHECK ((terminal IS NULL) = (ahead_s IS NULL))
) STRICT;
CREATE TRIGGER origin_is_fixed BEFORE UPDATE ON origin
BEGIN SELECT RAISE(ABORT, 'the origin of the books does not change'); END;
CREATE TRIGGER origin_stays BEFORE DELETE ON origin
BEGIN SELECT RAISE(ABORT, 'the origin of the books does not change'); END;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_is_chained BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR NEW.previous <> coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE UNIQUE INDEX debtor_without_afm ON debtor (name_folded) WHERE afm IS NULL;
CREATE INDEX attempt_session ON attempt (terminal, session);
CREATE UNIQUE INDEX attempt_in_flight ON attempt (terminal)
    WHERE state IN ('prepared', 'sent', 'confirmed');
CREATE UNIQUE INDEX attempt_open ON attempt (terminal, session)
    WHERE state IN ('prepared', 'sent', 'confirmed', 'unknown');
CREATE TRIGGER attempt_stays BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted'); END;
CREATE TRIGGER attempt_closed_is_final BEFORE UPDATE ON attempt
WHEN OLD.state IN ('approved', 'declined', 'not_charged')
BEGIN SELECT RAISE(ABORT, 'a closed attempt does not change'); END;
CREATE TRIGGER attempt_moves_by_state_alone BEFORE UPDATE ON attempt
WHEN NEW.id <> OLD.id OR NEW.session <> OLD.session OR NEW.desk <> OLD.desk OR NEW.terminal <> OLD.terminal
  OR NEW.operator <> OLD.operator OR NEW.amount_cents <> OLD.amount_cents OR NEW.prepared_at <> OLD.prepared_at
BEGIN SELECT RAISE(ABORT, 'only the state of an attempt changes'); END;
CREATE UNIQUE INDEX attempt_line_fence ON attempt_line (debt_id) WHERE open = 1;
CREATE TRIGGER attempt_line_stays BEFORE DELETE ON attempt_line
BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted'); END;
CREATE TRIGGER attempt_line_is_only_released BEFORE UPDATE ON attempt_line
WHEN OLD.open <> 1 OR NEW.open <> 0 OR NEW.attempt_id <> OLD.attempt_id OR NEW.position <> OLD.position
  OR NEW.debt_id <> OLD.debt_id OR NEW.rf IS NOT OLD.rf OR NEW.capital_cents <> OLD.capital_cents
  OR NEW.surcharge_cents <> OLD.surcharge_cents
BEGIN SELECT RAISE(ABORT, 'a line of an attempt is only released'); END;
CREATE INDEX attempt_trace_attempt ON attempt_trace (attempt_id);
CREATE TRIGGER card_payment_is_fixed BEFORE UPDATE ON card_payment
BEGIN SELECT RAISE(ABORT, 'a card payment does not change'); END;
CREATE TRIGGER card_payment_stays BEFORE DELETE ON card_payment
BEGIN SELECT RAISE(ABORT, 'a card payment is never deleted'); END;
CREATE INDEX cash_refusal_till ON cash_refusal (till_id);
CREATE INDEX receipt_day ON receipt (day);
CREATE INDEX receipt_payer ON receipt (payer_afm) WHERE payer_afm IS NOT NULL;
CREATE INDEX receipt_till ON receipt (till_id);
CREATE INDEX receipt_unprinted ON receipt (desk) WHERE printed_at IS NULL;
CREATE TRIGGER receipt_stays BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
CREATE TRIGGER receipt_is_fixed BEFORE UPDATE ON receipt
WHEN NEW.id <> OLD.id OR NEW.series <> OLD.series OR NEW.year <> OLD.year OR NEW.number <> OLD.number
  OR NEW.kind <> OLD.kind OR NEW.at <> OLD.at OR NEW.day <> OLD.day OR NEW.desk <> OLD.desk
  OR NEW.attempt_id <> OLD.attempt_id OR NEW.till_id IS NOT OLD.till_id OR NEW.cashier_name <> OLD.cashier_name
  OR NEW.payer <> OLD.payer OR NEW.payer_afm IS NOT OLD.payer_afm OR NEW.amount_cents <> OLD.amount_cents
  OR NEW.audit_seq <> OLD.audit_seq OR NEW.copies < OLD.copies
  OR (OLD.printed_at IS NOT NULL AND NEW.printed_at IS NOT OLD.printed_at)
BEGIN SELECT RAISE(ABORT, 'of a receipt only its prints are noted'); END;
CREATE INDEX receipt_line_debt ON receipt_line (debt_id);
CREATE INDEX receipt_line_rf ON receipt_line (rf) WHERE rf IS NOT NULL;
CREATE TRIGGER receipt_line_stays BEFORE DELETE ON receipt_line
BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
CREATE TRIGGER receipt_line_is_fixed BEFORE UPDATE ON receipt_line
BEGIN SELECT RAISE(ABORT, 'a line of a receipt does not change'); END;
CREATE INDEX correction_original ON correction (original_id);
CREATE UNIQUE INDEX correction_fence ON correction (original_id) WHERE open = 1;
CREATE TRIGGER correction_stays BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never deleted'); END;
CREATE TRIGGER correction_is_only_released BEFORE UPDATE ON correction
WHEN OLD.open <> 1 OR NEW.open <> 0 OR NEW.attempt_id <> OLD.attempt_id OR NEW.kind <> OLD.kind
  OR NEW.original_id <> OLD.original_id OR NEW.reason <> OLD.reason OR NEW.approver <> OLD.approver
BEGIN SELECT RAISE(ABORT, 'a correction is only released'); END;
CREATE TRIGGER correction_is_of_a_sale BEFORE INSERT ON correction
WHEN EXISTS (SELECT 1 FROM correction WHERE attempt_id = NEW.attempt_id)
  OR NOT EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND state = 'prepared' AND operator <> NEW.approver)
  OR NOT EXISTS (SELECT 1 FROM receipt WHERE id = NEW.original_id AND kind = 'sale')
BEGIN SELECT RAISE(ABORT, 'a correction is of a sale, by two people'); END;
CREATE TRIGGER receipt_is_of_its_kind BEFORE INSERT ON receipt
WHEN NEW.kind <> coalesce((SELECT kind FROM correction WHERE attempt_id = NEW.attempt_id), 'sale')
BEGIN SELECT RAISE(ABORT, 'a receipt is of the kind of its attempt'); END;
CREATE TRIGGER receipt_line_gives_back_what_was_taken BEFORE INSERT ON receipt_line
WHEN (SELECT kind FROM receipt WHERE id = NEW.receipt_id) <> 'sale'
 AND NOT EXISTS (
    SELECT 1
    FROM receipt r
    JOIN correction c ON c.attempt_id = r.attempt_id
    JOIN receipt_line o ON o.receipt_id = c.original_id AND o.debt_id = NEW.debt_id
    WHERE r.id = NEW.receipt_id
      AND o.capital_cents >= NEW.capital_cents + (
        SELECT coalesce(sum(b.capital_cents), 0) FROM correction d JOIN receipt s ON s.attempt_id = d.attempt_id
        JOIN receipt_line b ON b.receipt_id = s.id
        WHERE d.original_id = c.original_id AND b.debt_id = NEW.debt_id)
      AND o.surcharge_cents >= NEW.surcharge_cents + (
        SELECT coalesce(sum(b.surcharge_cents), 0) FROM correction d JOIN receipt s ON s.attempt_id = d.attempt_id
        JOIN receipt_line b ON b.receipt_id = s.id
        WHERE d.original_id = c.original_id AND b.debt_id = NEW.debt_id))
BEGIN SELECT RAISE(ABORT, 'no more is given back than was taken'); END;
CREATE TRIGGER resolution_is_fixed BEFORE UPDATE ON resolution
BEGIN SELECT RAISE(ABORT, 'a resolution does not change'); END;
CREATE TRIGGER resolution_stays BEFORE DELETE ON resolution
BEGIN SELECT RAISE(ABORT, 'a resolution is never deleted'); END;
CREATE TRIGGER resolution_is_of_the_unknown BEFORE INSERT ON resolution
WHEN EXISTS (SELECT 1 FROM resolution WHERE attempt_id = NEW.attempt_id OR audit_seq = NEW.audit_seq)
  OR NOT EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND state = 'unknown')
BEGIN SELECT RAISE(ABORT, 'only what is unknown is resolved'); END;
CREATE TRIGGER foreign_result_is_fixed BEFORE UPDATE ON foreign_result
BEGIN SELECT RAISE(ABORT, 'a foreign result does not change'); END;
CREATE TRIGGER foreign_result_stays BEFORE DELETE ON foreign_result
BEGIN SELECT RAISE(ABORT, 'a foreign result is never deleted'); END;
CREATE TRIGGER foreign_result_is_kept_once BEFORE INSERT ON foreign_result
WHEN EXISTS (SELECT 1 FROM foreign_result
             WHERE id = NEW.id OR identity = NEW.identity OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'a foreign result is never deleted'); END;
CREATE TRIGGER card_slip_is_fixed BEFORE UPDATE ON card_slip
BEGIN SELECT RAISE(ABORT, 'a slip does not change'); END;
CREATE TRIGGER card_slip_stays BEFORE DELETE ON card_slip
BEGIN SELECT RAISE(ABORT, 'a slip is never deleted'); END;
CREATE TRIGGER card_slip_is_kept_once BEFORE INSERT ON card_slip
WHEN EXISTS (SELECT 1 FROM card_slip WHERE attempt_id = NEW.attempt_id)
BEGIN SELECT RAISE(ABORT, 'a slip is never deleted'); END;
CREATE INDEX receipt_amount ON receipt (amount_cents);
CREATE TRIGGER till_stays BEFORE DELETE ON till
BEGIN SELECT RAISE(ABORT, 'a till is never deleted'); END;
CREATE TRIGGER till_closed_is_final BEFORE UPDATE ON till WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE INDEX handover_till ON handover (till_id);
CREATE TRIGGER handover_is_fixed BEFORE UPDATE ON handover
BEGIN SELECT RAISE(ABORT, 'a handover does not change'); END;
CREATE TRIGGER handover_stays BEFORE DELETE ON handover
BEGIN SELECT RAISE(ABORT, 'a handover is never deleted'); END;
CREATE INDEX batch_report_till ON batch_report (till_id);
CREATE TRIGGER batch_report_is_fixed BEFORE UPDATE ON batch_report
BEGIN SELECT RAISE(ABORT, 'a report does not change'); END;
CREATE TRIGGER batch_report_stays BEFORE DELETE ON batch_report
BEGIN SELECT RAISE(ABORT, 'a report is never deleted'); END;
CREATE TRIGGER batch_move_is_fixed BEFORE UPDATE ON batch_move
BEGIN SELECT RAISE(ABORT, 'a report does not change'); END;
CREATE TRIGGER batch_move_stays BEFORE DELETE ON batch_move
BEGIN SELECT RAISE(ABORT, 'a report is never deleted'); END;
CREATE INDEX explanation_till ON explanation (till_id);
CREATE TRIGGER explanation_is_fixed BEFORE UPDATE ON explanation
BEGIN SELECT RAISE(ABORT, 'an explanation does not change'); END;
CREATE TRIGGER explanation_stays BEFORE DELETE ON explanation
BEGIN SELECT RAISE(ABORT, 'an explanation is never deleted'); END;
CREATE TRIGGER handover_of_an_open_till BEFORE INSERT ON handover
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER batch_report_of_an_open_till BEFORE INSERT ON batch_report
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER explanation_of_an_open_till BEFORE INSERT ON explanation
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER receipt_of_an_open_till BEFORE INSERT ON receipt
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER cash_refusal_of_an_open_till BEFORE INSERT ON cash_refusal
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER z_report_stays BEFORE DELETE ON z_report
BEGIN SELECT RAISE(ABORT, 'a Z report is never deleted'); END;
CREATE TRIGGER z_report_is_fixed BEFORE UPDATE ON z_report
WHEN NEW.id <> OLD.id OR NEW.series <> OLD.series OR NEW.number <> OLD.number OR NEW.till_id <> OLD.till_id
  OR NEW.content <> OLD.content OR NEW.audit_seq <> OLD.audit_seq OR NEW.copies < OLD.copies
  OR (OLD.printed_at IS NOT NULL AND NEW.printed_at IS NOT OLD.printed_at)
BEGIN SELECT RAISE(ABORT, 'of a Z report only its prints are noted'); END;
CREATE TRIGGER foreign_tie_is_fixed BEFORE UPDATE ON foreign_tie
BEGIN SELECT RAISE(ABORT, 'a tie does not change'); END;
CREATE TRIGGER foreign_tie_stays BEFORE DELETE ON foreign_tie
BEGIN SELECT RAISE(ABORT, 'a tie is never deleted'); END;
CREATE TRIGGER foreign_tie_is_made_once BEFORE INSERT ON foreign_tie
WHEN EXISTS (SELECT 1 FROM foreign_tie WHERE foreign_id = NEW.foreign_id OR attempt_id = NEW.attempt_id)
  OR NOT EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND state = 'unknown')
BEGIN SELECT RAISE(ABORT, 'a tie is never deleted'); END;
CREATE TRIGGER attempt_witness_is_fixed BEFORE UPDATE ON attempt_witness
BEGIN SELECT RAISE(ABORT, 'a witness does not change'); END;
CREATE TRIGGER attempt_witness_stays BEFORE DELETE ON attempt_witness
BEGIN SELECT RAISE(ABORT, 'a witness is never deleted'); END;
CREATE TRIGGER attempt_witness_is_made_once BEFORE INSERT ON attempt_witness
WHEN EXISTS (SELECT 1 FROM attempt_witness WHERE attempt_id = NEW.attempt_id AND origin = NEW.origin)
  OR (NEW.written = 1 AND (SELECT state FROM attempt WHERE id = NEW.attempt_id) <> 'sent')
BEGIN SELECT RAISE(ABORT, 'a witness does not change'); END;
CREATE INDEX foreign_write_off_till ON foreign_write_off (till_id);
CREATE TRIGGER foreign_write_off_is_fixed BEFORE UPDATE ON foreign_write_off
BEGIN SELECT RAISE(ABORT, 'a write-off does not change'); END;
CREATE TRIGGER foreign_write_off_stays BEFORE DELETE ON foreign_write_off
BEGIN SELECT RAISE(ABORT, 'a write-off is never deleted'); END;
CREATE TRIGGER foreign_write_off_is_made_once BEFORE INSERT ON foreign_write_off
WHEN EXISTS (SELECT 1 FROM foreign_write_off WHERE foreign_id = NEW.foreign_id OR audit_seq = NEW.audit_seq)
  OR EXISTS (SELECT 1 FROM foreign_tie WHERE foreign_id = NEW.foreign_id)
  OR (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a result is decided once, in an open till'); END;
CREATE TRIGGER foreign_tie_of_what_was_not_written_off BEFORE INSERT ON foreign_tie
WHEN EXISTS (SELECT 1 FROM foreign_write_off WHERE foreign_id = NEW.foreign_id)
BEGIN SELECT RAISE(ABORT, 'a result is decided once, in an open till'); END;
CREATE INDEX card_payment_stan ON card_payment (ltrim(stan, '0'));
CREATE TRIGGER restoration_is_fixed BEFORE UPDATE ON restoration
BEGIN SELECT RAISE(ABORT, 'a restoration does not change'); END;
CREATE TRIGGER restoration_stays BEFORE DELETE ON restoration
BEGIN SELECT RAISE(ABORT, 'a restoration is never deleted'); END;
CREATE TRIGGER number_jump_is_fixed BEFORE UPDATE ON number_jump
BEGIN SELECT RAISE(ABORT, 'a jump does not change'); END;
CREATE TRIGGER number_jump_stays BEFORE DELETE ON number_jump
BEGIN SELECT RAISE(ABORT, 'a jump is never deleted'); END;
CREATE TRIGGER comparison_is_fixed BEFORE UPDATE ON comparison
BEGIN SELECT RAISE(ABORT, 'a comparison does not change'); END;
CREATE TRIGGER comparison_stays BEFORE DELETE ON comparison
BEGIN SELECT RAISE(ABORT, 'a comparison is never deleted'); END;
CREATE TRIGGER clock_acceptance_is_fixed BEFORE UPDATE ON clock_acceptance
BEGIN SELECT RAISE(ABORT, 'an acceptance does not change'); END;
CREATE TRIGGER clock_acceptance_stays BEFORE DELETE ON clock_acceptance
BEGIN SELECT RAISE(ABORT, 'an acceptance is never deleted'); END;
CREATE TRIGGER clock_acceptance_is_made_once BEFORE INSERT ON clock_acceptance
WHEN EXISTS (SELECT 1 FROM clock_acceptance WHERE id = NEW.id OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'an acceptance does not change'); END;
CREATE INDEX audit_at ON audit (at);
CREATE UNIQUE INDEX till_open_day ON till (desk, day) WHERE closed_at IS NULL;
CREATE INDEX till_day ON till (desk, day);
CREATE TRIGGER till_another_has_a_reason BEFORE INSERT ON till
WHEN NEW.another IS NULL AND EXISTS (SELECT 1 FROM till WHERE desk = NEW.desk AND day = NEW.day)
BEGIN SELECT RAISE(ABORT, 'another till of a day has a reason'); END;
CREATE TRIGGER till_is_only_closed BEFORE UPDATE ON till
WHEN NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.desk <> OLD.desk OR NEW.day <> OLD.day
  OR NEW.opened_by <> OLD.opened_by OR NEW.opened_at <> OLD.opened_at OR NEW.outside_hours IS NOT OLD.outside_hours
  OR NEW.another IS NOT OLD.another OR (NEW.closed_at IS NULL) <> (NEW.closed_by IS NULL)
BEGIN SELECT RAISE(ABORT, 'a till is only closed'); END;
CREATE TRIGGER receipt_follows_its_series BEFORE INSERT ON receipt
WHEN NEW.number <> 1 + max(
    (SELECT coalesce(max(number), 0) FROM receipt WHERE series = NEW.series AND year = NEW.year),
    (SELECT coalesce(max(next) - 1, 0) FROM number_jump
     WHERE kind = 'receipt' AND series IN (NEW.series, '*') AND year = NEW.year))
  OR EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id OR attempt_id = NEW.attempt_id OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'a receipt takes the next number of its series'); END;
CREATE TRIGGER z_report_follows_its_series BEFORE INSERT ON z_report
WHEN NEW.number <> 1 + max(
    (SELECT coalesce(max(number), 0) FROM z_report WHERE series = NEW.series),
    (SELECT coalesce(max(next) - 1, 0) FROM number_jump WHERE kind = 'z' AND series IN (NEW.series, '*')))
  OR EXISTS (SELECT 1 FROM z_report WHERE id = NEW.id OR till_id = NEW.till_id OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'a Z report takes the next number of its series'); END;
CREATE INDEX attempt_line_debt ON attempt_line (debt_id);
CREATE UNIQUE INDEX debtor_afm ON debtor (afm) WHERE afm IS NOT NULL;
CREATE INDEX debtor_name ON debtor (name_folded);
CREATE INDEX debt_rf ON debt (rf, debtor_id) WHERE rf IS NOT NULL;
CREATE INDEX debt_debtor ON debt (debtor_id, due);
COMMIT;
