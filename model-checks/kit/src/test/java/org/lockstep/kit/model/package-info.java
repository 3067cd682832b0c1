@NullMarked
package org.lockstep.kit.model;

import org.jspecify.annotations.NullMarked;
