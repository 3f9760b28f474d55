package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderMappingTest {
    private static final Hierarchy DOTTED = new Hierarchy("INBOX.", ".");

    private static RemoteFolder folder(Hierarchy hierarchy, String name, String... attributes) {
        return new RemoteFolder(name, hierarchy.path(name), Set.of(attributes), false);
    }

    private static List<RemoteFolder> slashed(String... names) {
        return Arrays.stream(names).map(name -> folder(Hierarchy.SLASHED, name)).toList();
    }

    private static Map<String, String> names(List<RemoteFolder> source, List<RemoteFolder> target, Hierarchy hierarchy, String... excluded) {
        return FolderMapping.of(source, target, hierarchy, Set.of(excluded), Map.of()).stream().filter(mapped -> !mapped.excluded())
            .collect(Collectors.toMap(mapped -> mapped.source().name(), FolderMapping.Mapped::targetName));
    }

    @Test void separatorAndPrefixAreTranslated() {
        assertThat(names(slashed("INBOX", "Sent/2022", "v1.0/x", "inbox/Sub"), List.of(), DOTTED)).isEqualTo(
            Map.of("INBOX", "INBOX", "Sent/2022", "INBOX.Sent.2022", "v1.0/x", "INBOX.v1_0.x", "inbox/Sub", "INBOX.Sub"));
        assertThat(names(List.of(folder(DOTTED, "Inbox"), folder(DOTTED, "INBOX.Sent.a/b")), List.of(), Hierarchy.SLASHED)).isEqualTo(
            Map.of("Inbox", "INBOX", "INBOX.Sent.a/b", "Sent/a_b"));
    }

    @Test void specialUseComesFirstAndTakesItsChildrenAlong() {
        List<RemoteFolder> target = List.of(folder(Hierarchy.SLASHED, "Sent", "\\Sent"), folder(Hierarchy.SLASHED, "Bin", "\\Trash"));
        assertThat(names(slashed("Отправленные", "Отправленные/2022", "Papierkorb", "Itens Enviados"), target, Hierarchy.SLASHED)).isEqualTo(
            Map.of("Отправленные", "Sent", "Отправленные/2022", "Sent/2022", "Papierkorb", "Bin", "Itens Enviados", "Itens Enviados"));
    }

    @Test void aDeclaredSpecialUseWinsOverANameAndNoTwoFoldersMeet() {
        List<RemoteFolder> source = List.of(folder(Hierarchy.SLASHED, "Sent"), folder(Hierarchy.SLASHED, "Outgoing", "\\Sent"));
        List<RemoteFolder> target = List.of(folder(Hierarchy.SLASHED, "Sent", "\\Sent"));
        assertThat(names(source, target, Hierarchy.SLASHED).values()).containsExactlyInAnyOrder("Sent", "Sent (2)");
    }

    @Test void namesThatBothSidesHaveStayThemselves() {
        List<RemoteFolder> both = slashed("INBOX", "Отправленные", "Sent Items", "Архив", "Archive/Q1", "Корзина");
        assertThat(names(both, both, Hierarchy.SLASHED)).allSatisfy((from, to) -> assertThat(to).isEqualTo(from));
    }

    @Test void exclusionsAreExactAndTakeEverythingBelow() {
        assertThat(names(slashed("Drafts", "Drafts/a", "drafts", "Projects/Drafts"), List.of(), Hierarchy.SLASHED, "Drafts").keySet())
            .containsExactlyInAnyOrder("drafts", "Projects/Drafts");
        assertThat(names(List.of(folder(DOTTED, "INBOX.Drafts"), folder(DOTTED, "INBOX.Contacts")), List.of(), Hierarchy.SLASHED, "Drafts",
            "INBOX.Contacts")).isEmpty();
    }

    @Test void whatCollidesGetsANameOfItsOwnWithANote() {
        List<FolderMapping.Mapped> mapped = FolderMapping.of(slashed("a.b", "a_b"), List.of(), DOTTED, Set.of(), Map.of());
        assertThat(mapped).extracting(FolderMapping.Mapped::targetName).containsExactly("INBOX.a_b (2)", "INBOX.a_b");
        assertThat(mapped).extracting(FolderMapping.Mapped::note).containsExactly("'a.b' became 'a_b (2)'", "");
    }

    @Test void whatWasDecidedStays() {
        assertThat(FolderMapping.of(slashed("Отправленные", "New"), List.of(folder(Hierarchy.SLASHED, "Sent", "\\Sent")), Hierarchy.SLASHED, Set.of(),
            Map.of("Отправленные", "Old name"))).extracting(FolderMapping.Mapped::targetName).containsExactly("Old name", "New");
    }

    @Test void foldersWithoutMessagesOfTheirOwnAreNotMapped() {
        assertThat(FolderMapping.of(List.of(folder(Hierarchy.SLASHED, "a", "\\Noselect")), List.of(), DOTTED, Set.of(), Map.of())).isEmpty();
    }

    @ParameterizedTest @CsvSource({"Sent Items, \\Sent", "sent-mail, \\Sent", "Отправленные элементы, \\Sent", "Gesendete Elemente, \\Sent",
        "Correio enviado, \\Sent", "Itens Enviados, \\Sent", "INBOX/Sent, \\Sent", "[Gmail]/Отправленные, \\Sent", "[Google Mail]/Bin, \\Trash",
        "Удалённые, \\Trash", "Deleted Items, \\Trash", "Gelöschte Elemente, \\Trash", "Itens Excluídos, \\Trash", "Lixo, \\Trash",
        "Нежелательная почта, \\Junk", "Junk-E-Mail, \\Junk", "Lixo Eletrônico, \\Junk", "Архивы, \\Archive", "Arquivo Morto, \\Archive",
        "Entwürfe, \\Drafts", "Rascunhos, \\Drafts"})
    void clientsNamesInFourLanguagesGoWhereTheTargetKeepsSuchMail(String name, String use) {
        List<RemoteFolder> target = List.of(folder(Hierarchy.SLASHED, "There", use));
        assertThat(names(slashed("INBOX", name), target, Hierarchy.SLASHED)).containsEntry(name, "There");
    }

    @Test void aTopLevelNameWinsOverOneBelowTheInbox() {
        List<RemoteFolder> target = List.of(folder(Hierarchy.SLASHED, "There", "\\Sent"));
        assertThat(names(slashed("INBOX", "INBOX/Sent", "Gesendet"), target, Hierarchy.SLASHED)).containsEntry("Gesendet", "There")
            .containsEntry("INBOX/Sent", "INBOX/Sent");
    }
}
