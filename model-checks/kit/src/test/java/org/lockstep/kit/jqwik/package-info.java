@NullMarked
package org.lockstep.kit.jqwik;

import org.jspecify.annotations.NullMarked;
