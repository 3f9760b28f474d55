/** MyOffice Mail: accounts over its administration API, PBM version 2 (INVENTORY P7–P34, P108–P110), and what its installation says of itself. */
@NullMarked
package org.mailferry.target.myoffice;

import org.jspecify.annotations.NullMarked;
