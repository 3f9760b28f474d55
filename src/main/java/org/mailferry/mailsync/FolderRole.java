package org.mailferry.mailsync;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a folder is for: the special uses of RFC 6154, and the names that servers and clients give such folders in Russian,
 * English, Portuguese and German.
 */
public enum FolderRole {
    SENT("\\Sent", "Отправленные", "Sent", "Sent Items", "Sent Messages", "Sent Mail", "sent-mail", "Отправленные элементы", "Отправленные письма",
        "Исходящие письма", "Itens Enviados", "Enviados", "Enviadas", "E-mails enviados", "Correio enviado", "Mensagens enviadas",
        "Elementos enviados", "Gesendet", "Gesendete Elemente", "Gesendete Objekte", "Gesendete Nachrichten"),
    DRAFTS("\\Drafts", "Черновики", "Drafts", "Draft", "Rascunhos", "Rascunho", "Entwürfe", "Entwurf"),
    TRASH("\\Trash", "Корзина", "Удаленные", "Удалённые", "Удаленные элементы", "Удалённые элементы", "Trash", "Deleted Items",
        "Deleted Messages", "Deleted", "Bin", "Lixeira", "Lixo", "Itens Excluídos", "Itens Eliminados", "Elementos eliminados", "Mensagens excluídas",
        "Papierkorb", "Gelöscht", "Gelöschte Elemente", "Gelöschte Objekte", "Gelöschte Nachrichten"),
    JUNK("\\Junk", "Спам", "Нежелательная почта", "Junk", "Junk E-mail", "Junk Email", "Junk Mail", "Spam", "Bulk Mail", "Lixo Eletrônico",
        "Lixo Eletrónico", "E-mail de Lixo", "Email de Lixo", "Correio Eletrónico Não Solicitado", "Junk-E-Mail", "Spam-Verdacht", "Spamverdacht"),
    ARCHIVE("\\Archive", "Архив", "Архивы", "Archive", "Archives", "Arquivo", "Arquivos", "Arquivo Morto", "Archiv");

    /** Folders that hold the others on servers that put nothing beside them. */
    private static final List<String> CONTAINERS = List.of("INBOX", "[Gmail]", "[Google Mail]");

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

    /**
     * The place of the folder's name among the role's names, empty when it is none of them. Only top-level folders have a role by name, and,
     * after these, folders right below the inbox or Gmail's own container.
     */
    Optional<Integer> rankOf(FolderPath path) {
        boolean contained = path.segments().size() == 2 && CONTAINERS.contains(path.segments().get(0));
        for (int rank = 0; (path.topLevel() || contained) && rank < names.size(); rank++) {
            if (names.get(rank).equalsIgnoreCase(path.lastSegment())) {
                return Optional.of(contained ? rank + names.size() : rank);
            }
        }
        return Optional.empty();
    }
}
