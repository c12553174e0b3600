/**
 * The tactics that Sentinel's content validator asks for beside a technique, all of them. It goes by an older matrix than
 * the present one: T1610 is no collection any more, and yet it wants it; what it does not know, it refuses.
 */
export const TECHNIQUES: Readonly<Record<Tactic, string>> = {
  Reconnaissance: '1589 1590 1591 1592 1593 1594 1595 1596 1597 1598',
  ResourceDevelopment: '1583 1584 1585 1586 1587 1588 1608',
  InitialAccess: '1078 1091 1133 1189 1190 1195 1199 1200 1566',
  Execution: '1047 1053 1059 1072 1106 1129 1203 1204 1559 1569',
  Persistence: `1037 1053 1078 1098 1133 1136 1137 1176 1197 1205 1505 1525 1542 1543 1546 1547 1554 1556 1574`,
  PrivilegeEscalation: '1037 1053 1055 1068 1078 1134 1484 1543 1546 1547 1548 1574 1611',
  DefenseEvasion: `1006 1014 1027 1036 1055 1070 1078 1112 1127 1134 1140 1197 1202 1205 1207 1211 1216 1218 1220 1221
    1222 1480 1484 1497 1535 1542 1548 1550 1553 1556 1562 1564 1574 1578 1599 1600 1601 1610 1612`,
  CredentialAccess: '1003 1040 1056 1110 1111 1187 1212 1528 1539 1552 1555 1556 1557 1558 1606 1613 1614',
  Discovery: `1007 1010 1012 1016 1018 1033 1040 1046 1049 1057 1069 1082 1083 1087 1120 1124 1135 1201 1217 1482 1497
    1518 1526 1538 1580`,
  LateralMovement: '1021 1072 1080 1091 1210 1534 1550 1563 1570',
  Collection: `1005 1025 1039 1056 1074 1113 1114 1115 1119 1123 1125 1185 1213 1530 1557 1560 1602 1609 1610`,
  CommandAndControl: '1001 1008 1071 1090 1092 1095 1102 1104 1105 1132 1205 1219 1568 1571 1572 1573',
  Exfiltration: '1011 1020 1029 1030 1041 1048 1052 1537 1567',
  Impact: '1485 1486 1489 1490 1491 1495 1496 1498 1499 1529 1531 1561 1565',
};

/** As Sentinel writes them, in the order of the matrix. */
export const TACTICS = [
  'Reconnaissance',
  'ResourceDevelopment',
  'InitialAccess',
  'Execution',
  'Persistence',
  'PrivilegeEscalation',
  'DefenseEvasion',
  'CredentialAccess',
  'Discovery',
  'LateralMovement',
  'Collection',
  'CommandAndControl',
  'Exfiltration',
  'Impact',
] as const;
export type Tactic = (typeof TACTICS)[number];

/** What later versions of ATT&CK have made anew → what the validator knows in its place. */
export const FORMER: Readonly<Record<string, string>> = {
  T1685: 'T1562',
  'T1685.001': 'T1562.002',
  'T1685.002': 'T1562.008',
  'T1685.003': 'T1562.011',
  'T1685.004': 'T1562.012',
  'T1685.005': 'T1070.001',
  'T1685.006': 'T1070.002',
  T1686: 'T1562.004',
  'T1686.001': 'T1562.007',
  'T1686.002': 'T1562.013',
  T1688: 'T1562.009',
  T1689: 'T1562.010',
  T1690: 'T1562.003',
};
