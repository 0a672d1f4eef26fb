import { useId, type ComponentProps, type ReactNode } from 'react';
import styles from './Field.module.css';
import { useFocusItem } from './focus';

interface FieldProps extends Omit<ComponentProps<'input'>, 'ref' | 'className' | 'id'> {
  label: string;
  /** What a good value is, shown below the field. */
  hint?: ReactNode;
  error?: string | undefined;
  focusKey?: string;
}

export function Field({ label, hint, error, focusKey, ...input }: FieldProps) {
  const id = useId();
  const { ref } = useFocusItem<HTMLInputElement>({ ...(focusKey ? { focusKey } : {}), disabled: input.disabled });
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        ref={ref}
        id={id}
        className={styles.input}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={error === undefined ? styles.hint : styles.error}>
          {note}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  /** What a `note` says stands behind the label, and is read out with it. */
  options: readonly { value: Value; label: string; note?: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
  hideLabel?: boolean;
}

/** A few options side by side, one of them chosen. */
export function Choice<Value extends string>({ label, options, value, onChange, hideLabel }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className={hideLabel ? 'unseen' : undefined}>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <Option
            key={option.value}
            name={name}
            label={option.label}
            note={option.note}
            checked={option.value === value}
            onChoose={() => onChange(option.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface OptionProps {
  name: string;
  label: string;
  note: ReactNode;
  checked: boolean;
  onChoose: () => void;
}

function Option({ name, label, note, checked, onChoose }: OptionProps) {
  const { ref } = useFocusItem<HTMLInputElement>();
  return (
    <label className={styles.option}>
      <input
        ref={ref}
        type="radio"
        name={name}
        checked={checked}
        onChange={onChoose}
        onKeyDown={(event) => {
          // A remote has an OK key, no space bar.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          onChoose();
        }}
      />
      <span>
        {label}
        {note}
      </span>
    </label>
  );
}
