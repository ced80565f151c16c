/** A refusal in full: what happened, each fault, and what would be accepted. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { readable, type Refusal, type RefusalFault } from './refusal';
import classes from './RefusalAlert.module.css';

interface Props {
  refusal: Refusal;
  /** Faults that are shown elsewhere, such as beside their field. */
  except?: readonly RefusalFault[];
}

export function RefusalAlert({ refusal, except = [] }: Props) {
  const faults = refusal.body.errors.filter((fault) => !except.includes(fault));
  // A single fault often is the message itself, which need not be said twice.
  const [first] = faults;
  const only = faults.length === 1 && first?.message === refusal.body.message;
  const listed = only && first && rowsOf(first).length === 0 ? [] : faults;
  return (
    <div className={classes.alert} role="alert">
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <p className={classes.message}>{refusal.body.message}</p>
        {listed.length > 0 ? (
          <ul className={classes.faults} data-single={only || undefined}>
            {listed.map((fault, index) => (
              <li key={index}>
                {only ? null : <span>{fault.message}</span>}
                <Accepted fault={fault} />
              </li>
            ))}
          </ul>
        ) : null}
        {refusal.body.contextId ? (
          <p className={classes.context}>Reference {refusal.body.contextId}</p>
        ) : null}
      </div>
    </div>
  );
}

function rowsOf(fault: RefusalFault): [string, string][] {
  const rows: [string, string][] = [];
  if (fault.found !== undefined && fault.found !== null)
    rows.push(['Found', readable(fault.found)]);
  if (hasContent(fault.expected)) rows.push(['Accepted', readable(fault.expected)]);
  if (hasContent(fault.nearest)) rows.push(['Did you mean', readable(fault.nearest)]);
  return rows;
}

function Accepted({ fault }: { fault: RefusalFault }) {
  const rows = rowsOf(fault);
  if (rows.length === 0) return null;
  return (
    <dl className={classes.rows}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function hasContent(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}
