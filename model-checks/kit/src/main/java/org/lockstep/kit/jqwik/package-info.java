/** Behaviours of a model as jqwik arbitraries; the only package that needs jqwik. */
@NullMarked
package org.lockstep.kit.jqwik;

import org.jspecify.annotations.NullMarked;
