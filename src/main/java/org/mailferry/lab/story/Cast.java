package org.mailferry.lab.story;

import java.util.List;
import java.util.stream.Stream;

/** Who plays whom. The auditor only watches. */
public record Cast(List<Player> operators, List<Player> changeManagers, Player auditor) {
    public Cast {
        operators = List.copyOf(operators);
        changeManagers = List.copyOf(changeManagers);
    }

    public List<Player> actors() {
        return Stream.concat(operators.stream(), changeManagers.stream()).toList();
    }
}
