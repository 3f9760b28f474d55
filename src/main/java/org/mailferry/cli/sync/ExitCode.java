package org.mailferry.cli.sync;

/** What the process tells its caller; the numbers are imapsync's. */
enum ExitCode {
    OK(0, "all is well", ""),
    CATCH_ALL(1, "something else went wrong", ""),
    BY_SIGNAL(6, "stopped by a signal", ""),
    CONNECTION_FAILURE(10, "a connection broke again and again", "Run the same command again to go on."),
    TLS_FAILURE(12, "a connection cannot be protected", "--certificate1 and --certificate2 trust one certificate; a server without STARTTLS has TLS on port 993."),
    AUTHENTICATION_FAILURE(16, "a login was refused in the middle", "Once it works again, the same command goes on."),
    SUBFOLDER1_NO_EXISTS(21, "the folder of --subfolder1 does not exist", "--justfoldersizes without it lists the folders."),
    USAGE(64, "the options make no sense", ""),
    NO_INPUT(66, "a file that was named cannot be read", ""),
    UNAVAILABLE(69, "the state cannot be used", ""),
    SOFTWARE(70, "a defect of this program", "Please report it. The same command goes on where it stopped."),
    CONNECTION_FAILURE_HOST1(101, "the source cannot be reached", "See --host1 and --port1, and whether a firewall is between."),
    CONNECTION_FAILURE_HOST2(102, "the target cannot be reached", "See --host2 and --port2, and whether a firewall is between."),
    WITH_ERRORS(111, "not everything was done", ""),
    WITH_ERRORS_MAX(112, "stopped at --errorsmax", ""),
    OVERQUOTA(113, "the target mailbox is full", "Make room or raise its quota, then run the same command again."),
    ERR_APPEND(114, "the target refused messages", "They are named above; the same command offers them again."),
    ERR_FETCH(115, "the source did not give messages", "They are named above; the same command asks for them again."),
    ERR_CREATE(116, "the target refused to create folders", "They are named above; make them there or name others with --f1f2, then run again."),
    ERR_SELECT(117, "folders could not be opened", "They are named above; the same command tries them again."),
    TRANSFER_EXCEEDED(118, "stopped at --exitwhenover", ""),
    ERR_APPEND_VIRUS(119, "the target refused messages for a virus", "They are named above and stay on the source."),
    AUTHENTICATION_FAILURE_USER1(161, "the source refused the login", "See --user1 and its password."),
    AUTHENTICATION_FAILURE_USER2(162, "the target refused the login", "See --user2 and its password.");

    private final int number;
    private final String meaning;
    private final String wayOut;

    ExitCode(int number, String meaning, String wayOut) {
        this.number = number;
        this.meaning = meaning;
        this.wayOut = wayOut;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    /** For a person; empty where the problem's own words tell it. */
    String wayOut() {
        return wayOut;
    }
}
