package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.cli.endpoint.UsageException;

class PerlSubstitutionTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
        s/a/b/ banana bbnana
        s/a/b/g banana bbnbnb
        s/A/x/i banana bxnana
        s,\\[Gmail\\].,, [Gmail]/Sent Sent
        s,^INBOX\\.,, INBOX.Sent Sent
        s#^INBOX#Old/INBOX# INBOX Old/INBOX
        s/^(.*)$/Old.$1/ Sent Old.Sent
        s/(a)(n)/\\2\\1/g banana bnanaa
        s{a/(.)}{${1}/a} a/b b/a
        s/\\//_/g a/b/c a_b_c
        s/Отправленные/Sent/ Отправленные/2022 Sent/2022
        s/n$/$&o/ jan jano
        s/a/$/ a $
        """)
    void formsThatPeopleWrite(String substitution, String before, String after) {
        assertThat(PerlSubstitution.parse(substitution).apply(before)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "y/a/b/", "tr/a/b/", "s/a/b", "s/a", "s/(/b/", "s/a/b/e", "s/a/\\U$1/", "sabab", "s/a/b/ g"})
    void whatIsNotUnderstoodSaysSo(String text) {
        assertThatThrownBy(() -> PerlSubstitution.parse(text)).isInstanceOf(UsageException.class).hasMessageContaining("'" + text + "'");
    }

    @Test void aReplacementMayHoldABackslash() {
        assertThat(PerlSubstitution.parse("s/a/\\\\/").apply("a")).isEqualTo("\\");
    }
}
