package org.mailferry.mailsync;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a folder is for: the special uses of RFC 6154, and the names that servers and clients give such folders in Russian,
 * English, Portuguese and German.
 */
public enum FolderRole {
    SENT("\\Sent", "Отправленные", "Sent", "Sent Items", "Sent Messages", "Sent Mail", "Отправленные элементы", "Itens Enviados",
        "Enviados", "Enviadas", "Gesendet", "Gesendete Elemente", "Gesendete Objekte"),
    DRAFTS("\\Drafts", "Черновики", "Drafts", "Draft", "Rascunhos", "Entwürfe"),
    TRASH("\\Trash", "Корзина", "Удаленные", "Удалённые", "Trash", "Deleted Items", "Deleted Messages", "Deleted", "Lixeira",
        "Itens Excluídos", "Itens Eliminados", "Papierkorb", "Gelöschte Elemente", "Gelöschte Objekte"),
    JUNK("\\Junk", "Спам", "Нежелательная почта", "Junk", "Junk E-mail", "Junk Email", "Spam", "Lixo Eletrônico", "Lixo Eletrónico",
        "Junk-E-Mail", "Spam-Verdacht", "Spamverdacht"),
    ARCHIVE("\\Archive", "Архив", "Archive", "Archives", "Arquivo", "Arquivo Morto", "Archiv");

    private final String attribute;
    private final List<String> names;

    FolderRole(String attribute, String... names) {
        this.attribute = attribute;
        this.names = List.of(names);
    }

    /** By what the server says of it. */
    static Optional<FolderRole> byAttribute(RemoteFolder folder) {
        return Arrays.stream(values()).filter(role -> folder.hasAttribute(role.attribute)).findFirst();
    }

    /** The place of the folder's name among the role's names, empty when it is none of them; only top-level folders have a role by name. */
    Optional<Integer> rankOf(FolderPath path) {
        for (int rank = 0; path.topLevel() && rank < names.size(); rank++) {
            if (names.get(rank).equalsIgnoreCase(path.lastSegment())) {
                return Optional.of(rank);
            }
        }
        return Optional.empty();
    }
}
