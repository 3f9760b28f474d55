package org.mailferry.process.security;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Checks a password where the webapps check it too: in the engine's own users or in the directory. Both slow down and then lock
 * a user whose password is guessed at. The user's authorities are the ids of his groups.
 */
@Component
final class EnginePasswordCheck implements AuthenticationProvider {
    private final IdentityService identityService;

    EnginePasswordCheck(IdentityService identityService) {
        this.identityService = identityService;
    }

    @Override public Authentication authenticate(Authentication login) throws AuthenticationException {
        String password = login.getCredentials() == null ? "" : login.getCredentials().toString();
        if (login.getName().isBlank() || password.isEmpty() || !identityService.checkPassword(login.getName(), password)) {
            throw new BadCredentialsException("User id or password is wrong");
        }
        User user = identityService.createUserQuery().userId(login.getName()).singleResult();
        if (user == null) {
            throw new BadCredentialsException("User id or password is wrong");
        }
        return UsernamePasswordAuthenticationToken.authenticated(user.getId(), null, groupsOf(user.getId()));
    }

    @Override public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private List<SimpleGrantedAuthority> groupsOf(String userId) {
        return identityService.createGroupQuery().groupMember(userId).list().stream()
            .map(Group::getId).map(SimpleGrantedAuthority::new).toList();
    }
}
