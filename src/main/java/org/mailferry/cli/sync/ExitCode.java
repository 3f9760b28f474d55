package org.mailferry.cli.sync;

/** What the process tells its caller; the numbers are imapsync's. */
enum ExitCode {
    OK(0, "all is well"),
    CATCH_ALL(1, "something else went wrong"),
    BY_SIGNAL(6, "stopped by a signal"),
    BY_FILE(7, "stopped because the stop file appeared"),
    CONNECTION_FAILURE(10, "a server cannot be reached"),
    TLS_FAILURE(12, "a connection cannot be protected"),
    AUTHENTICATION_FAILURE(16, "a login was refused"),
    SUBFOLDER1_NO_EXISTS(21, "the folder of --subfolder1 does not exist"),
    USAGE(64, "the options make no sense"),
    NO_INPUT(66, "a file that was named cannot be read"),
    UNAVAILABLE(69, "the state cannot be used"),
    SOFTWARE(70, "a defect of this program"),
    CONNECTION_FAILURE_HOST1(101, "the source cannot be reached"),
    CONNECTION_FAILURE_HOST2(102, "the target cannot be reached"),
    WITH_ERRORS(111, "done, but not everything was copied"),
    WITH_ERRORS_MAX(112, "stopped at --errorsmax"),
    OVERQUOTA(113, "the target mailbox is full"),
    ERR_APPEND(114, "the target refused messages"),
    ERR_FETCH(115, "the source did not give messages"),
    ERR_CREATE(116, "the target refused to create folders"),
    ERR_SELECT(117, "folders could not be opened"),
    TRANSFER_EXCEEDED(118, "stopped at --exitwhenover"),
    ERR_APPEND_VIRUS(119, "the target refused messages for a virus"),
    ERR_FLAGS(120, "the target refused flags"),
    AUTHENTICATION_FAILURE_USER1(161, "the source refused the login"),
    AUTHENTICATION_FAILURE_USER2(162, "the target refused the login");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    /** The run itself ended early: the mailbox was not gone through. */
    boolean endsTheRun() {
        return this != OK && !(number >= 111 && number <= 120 && this != WITH_ERRORS_MAX && this != OVERQUOTA && this != TRANSFER_EXCEEDED);
    }
}
